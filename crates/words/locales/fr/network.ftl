# Réseaux routiers en fichiers.

col-away = Distance
col-class = Classe
col-name = Nom
col-network = Réseau
col-position = Lon, lat
col-segments = Tronçons
col-surface = Revêtement

network-apart = le point de passage { $place } n’est relié à rien
network-against = { $found }, contre { $against }
network-axis-set = axe { $axis } : de { $from } à { $to }, { $length }, tronçons : { $n }
network-joined = { $place } est relié à { $was }
network-left-out = laissés de côté, { $why } : { $n } (d’abord { $first })
network-sound = rien à signaler
network-whole = lieux : { $places } ; parties reliées par des routes : { $parts }, la plus grande de { $largest } lieux ; entre { $round } d’entre eux on peut rouler dans les deux sens
network-written = { $file } : lieux { $places }, tronçons { $segments }

network-axes = axes
network-bounds = coins sud-ouest et nord-est
network-bytes = octets du fichier
network-defiles = tronçons à une voie
network-kinds = dont
network-length = longueur de tous les tronçons
network-licence = licence
network-limited = tronçons avec limites
network-named = lieux nommés
network-oneway = tronçons à sens unique
network-places = lieux
network-read = lu
network-segments = tronçons
network-source = source
network-turns = virages restreints

network-left-proposed = seulement proposés
network-left-no-length = sans longueur
network-left-loop = finit où il commence
network-left-twice = identique à un précédent

network-finding-island = îlot
network-finding-one-way-trap = entrée ou sortie seule
network-finding-dead-end = impasse
network-finding-speed = vitesse invraisemblable
network-finding-short = plus court que la ligne droite
network-finding-duplicate = mêmes bouts et longueur
network-finding-one-sided = passage à un seul côté
network-finding-turn = virage sans raccord

node-kind-town = localité
node-kind-junction = carrefour
node-kind-crossing = point de passage
node-kind-site = site

road-class-motorway = autoroute
road-class-trunk = route nationale
road-class-primary = route principale
road-class-secondary = route secondaire
road-class-tertiary = route tertiaire
road-class-unclassified = route mineure
road-class-residential = rue
road-class-service = voie d’accès
road-class-track = piste
road-class-ferry = bac

surface-paved = revêtu
surface-gravel = gravier
surface-track = piste
surface-sand = sable

hint-network-damaged = refaites le fichier avec `qafila network import`, ou copiez-le de nouveau
hint-network-form = `docs/network.md` décrit les formes qui sont lues
hint-network-join = donnez une distance avec `--within`, ou les lieux avec `--pair`
hint-network-prefix = distinguez les noms avec `--prefix-one` et `--prefix-other`
hint-network-preset = nommez un préréglage avec `--preset` : { $names }, ou un fichier à vous
hint-network-projection = convertissez-le d’abord, par exemple avec `ogr2ogr -t_srs EPSG:4326`

network-osm-roads = routes { $roads } sur { $ways } lignes ; interdictions de tourner { $restrictions }, respectées { $obeyed }
network-osm-left = écarté, { $why } : { $n }
network-osm-unread = non compris, { $key } : { $n }, par exemple { $example }
network-osm-conditional = étiquettes conditionnelles non respectées : { $n }
network-osm-missing = routes tronquées, car l’extrait n’a pas tous leurs nœuds : { $n }
network-osm-off = lieux trop loin de toute route : { $n }, par exemple { $example }
network-resumed = { $file } : un import interrompu reprend

network-osm-left-not-built = non construite, ou pas une route
network-osm-left-other-traffic = pour piétons, cycles ou chevaux
network-osm-left-path = sentiers sans trace de véhicules
network-osm-left-forbidden = interdite aux véhicules à moteur
network-osm-left-area = surfaces
network-osm-left-impassable = impraticable pour des roues
network-osm-left-reversible = le sens change selon l’heure
network-osm-left-ferry = bacs sans camions

col-arrives = Arrivée
col-exposed = Exposé
col-fuel = Carburant
col-in-common = En commun
col-leaves = Départ
col-loss = Perte attendue
col-over = Par
col-road = Route
col-waits = Attente

season-dry = saison sèche
season-wet = saison des pluies

title-choices = Chemins qu’aucun autre ne bat en temps et en danger, le plus rapide d’abord
route-all-gone = sans tout cela : { $time } de moins
route-avoided = à éviter
route-barred-axle = essieux jusqu’à { $limit }, le véhicule en a { $has }
route-barred-class = classe de charge jusqu’à { $limit }, le véhicule a { $has }
route-barred-ford = un gué
route-barred-grade = piste de grade { $limit }, le véhicule supporte { $has }
route-barred-height = hauteur jusqu’à { $limit } mm, le véhicule a { $has } mm
route-barred-length = longueur jusqu’à { $limit } mm, le véhicule a { $has } mm
route-barred-mass = jusqu’à { $limit }, le véhicule pèse { $has }
route-barred-private = privée
route-barred-season = seulement en { $season }
route-barred-surface = pas pour ce véhicule : { $surface }
route-barred-width = largeur jusqu’à { $limit } mm, le véhicule a { $has } mm
route-exposed = ; exposé { $time }, perte attendue { $loss }
route-from-to = { $from } à { $to }
route-fuel = ; carburant { $fuel } par véhicule
route-gap = pour aucun poids du danger, un chemin non montré n’est meilleur de plus de { $share }
route-in-the-way = en travers : { $what }
route-less-exposed = { $line }, exposé { $exposed } de moins
route-more-exposed = { $line }, exposé { $exposed } de plus
route-no-gap = pour aucun poids du danger, un autre chemin n’est meilleur
route-nothing-round = ne contourne rien : aucun autre chemin ne serait plus rapide
route-of-it-waiting = , dont { $time } d’attente
route-one-choice = aucun autre chemin n’est plus rapide ou plus sûr
route-place-shut = { $place }, fermé au moment du passage
route-round-faster = contourne { $what } ; sans cela : { $time } de moins
route-round-no-gain = contourne { $what } ; sans cela seul, rien de gagné
route-round-slower = contourne { $what } ; sans cela : { $time } de plus
route-stretch = { $what }, { $length } ({ $why })
route-summary = { $from } à { $to }, départ { $depart } : arrivée { $arrive }, { $time }, { $length }
route-meets = rencontre { $party } sur { $where }, { $when } : { $note }
route-meets-unread = ! rencontre { $party } sur { $where }, { $when } : { $note } — sans accusé de réception ({ $statement })
