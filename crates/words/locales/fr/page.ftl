# La page web. Colonnes et constats sont dans cli.ftl, les libellés des codes dans codes.ftl.

## Cadre

page-skip = Aller au contenu
page-sections = Rubriques
page-corridor = Corridor
page-plan = Plan
page-account = Compte
page-languages = Langue
page-node-of = Nœud de { $party }
page-reads-only = Cette page ne fait que montrer. Les déclarations se signent sur la machine qui détient les clés.
page-zone = Heures de { $zone }, { $offset }.
page-loading = Chargement
page-failed = Chargement impossible.
page-unreachable = Le serveur ne répond pas.
page-again = Réessayer
page-statement = Déclaration { $index } de { $origin }

## Deux temps

page-times = À la date du
page-times-at = Tel que c’était le
page-times-known = Avec ce que l’on savait ici le
page-times-show = Montrer
page-times-now = Revenir à maintenant
page-quiet =
    { $days ->
        [one] Le rapport le plus récent date de { $days } jour. Les rapports s’affaiblissent avec le temps : des routes peuvent paraître inconnues.
       *[other] Le rapport le plus récent date de { $days } jours. Les rapports s’affaiblissent avec le temps : des routes peuvent paraître inconnues.
    }
page-quiet-show = Montrer à cette date

## Corridor

page-map = Carte du corridor
page-map-note = Tracée d’après le réseau de l’opération : des droites entre les lieux, pas pour conduire. Chaque route de la carte figure aussi dans la liste des axes.
page-map-closer = Plus près
page-map-wider = Plus large
page-map-whole = Tout le corridor
page-legend = Comment les routes sont tracées
page-axes = Axes
page-other-roads = Autres routes
page-crossings = Points de passage
page-crossing-hours = de { $opens } à { $closes } ({ $offset })
page-crossing-excepted = Les livraisons au titre de l’accord peuvent passer.
page-crossing-pace =
    { $n ->
        [one] Au plus { $n } véhicule par heure.
       *[other] Au plus { $n } véhicules par heure.
    }
page-activities = Tronçons utilisés par des forces partenaires
page-activities-none = Personne n’en a annoncé.
page-choose = Choisissez une route ou un lieu sur la carte, ou un axe dans la liste, pour voir les rapports qui fondent son état.
page-back = Tous les axes
page-certainty = Certain à { $percent } %.
page-conflicting = Des rapports d’origines différentes se contredisent.
page-disagree = { $state }, rapports contradictoires
page-disputed = disputé
page-holder = Tenu par, selon le rapport : { $holder }
page-last = Rapport retenu le plus récent
page-no-reports = Personne n’a rien rapporté à ce sujet ; rien n’est affirmé.
page-regime-above = Ce qui a été décidé pour ce point figure sous Points de passage.
page-between = de { $from } à { $to }
page-surface-paved = goudronnée
page-surface-gravel = gravier
page-surface-track = piste
page-surface-sand = sable
page-place-town = localité
page-place-junction = bifurcation
page-place-crossing = point de passage
page-place-site = site
page-defile = Une seule voie : les colonnes ne peuvent pas s’y croiser.
page-part-of = Fait partie de
page-stretches = Tronçons
page-reports = Rapports à l’appui, du plus lourd au plus léger
page-fading = La moitié de ce qu’on savait d’une route ne vaut plus rien après { $hours } heures.
page-weight = Poids { $weight } sur { $full }
page-not-counted = Non compté : un rapport plus récent ou plus lourd de même origine en tient lieu.
page-says = Dit
page-grade = Cotation
page-source = Source
page-origin = Première origine
page-time-of = Moment des faits
page-filed = Déposé par { $party }

## Plan

page-plan-none = Aucun plan n’est en vigueur : aucun convoi n’a été ordonné.
page-plan-name = Plan { $digest }
page-plan-replaces = Remplace le plan { $parent }
page-plan-columns =
    { $n ->
        [one] { $n } colonne
       *[other] { $n } colonnes
    }
page-plan-vehicles =
    { $n ->
        [one] { $n } véhicule
       *[other] { $n } véhicules
    }
page-plan-weighed = Temps, risque et retard pèsent { $weighed } ; aucun plan avec ces colonnes n’est au-dessous de { $bound } (écart { $gap })
page-plan-files = Pour ceux qui marchent d’après lui
page-file-xlsx = Classeur (XLSX)
page-file-march-table = Tableau de marche (CSV)
page-file-loads = Listes de chargement (CSV)
page-file-credits = Crédits de mouvement (CSV)
page-file-ics = Calendrier (iCalendar)
page-file-gpx = Itinéraires (GPX)
page-file-geojson = Carte (GeoJSON)
page-plan-behind = Reste sur place
page-plan-all = Rien ne reste sur place.
page-plan-stranded = Attend sur la route qu’une voie s’ouvre
page-behind-no-vehicle-big-enough = aucun véhicule sur place n’est assez grand
page-behind-fleet-full = tous les véhicules sur place sont pleins
page-behind-refused = transport refusé : { $rule }
page-behind-no-crossing = aucun point de passage ne peut être atteint et quitté
page-behind-too-many-columns = il y aurait plus de colonnes que l’on ne peut en numéroter
page-march-table = Tableau de marche
page-way = de { $origin } à { $crossing }
page-rate = Vitesse de marche
page-space = Longueur sur la route
page-pass = Durée d’écoulement
page-credit = Crédit de mouvement
page-halts = Haltes
page-halt-orders = nouveaux ordres
page-halt-rest = repos
page-halt-fuel = plein de carburant
page-halt-hours = repos des conducteurs
page-halt-daylight = de jour seulement
page-halt-opening = le point de passage est fermé
page-halt-receiver = le bénéficiaire n’est pas prêt
page-halt-crossing-busy = { $for } est au point de passage
page-halt-defile = { $for } est dans le défilé
page-halt-headway = { $for } précède
page-halt-activity = { $for } utilise le tronçon
page-loads = Chargements
page-own-wheels = Par leurs propres moyens
page-hazard = ONU { $un }, { $class }
page-counts-as = Compte comme { $classes }
page-nothing-dangerous = Rien de dangereux.
page-may-ride-adr = Peuvent être chargés ensemble selon l’{ $adr }.
page-may-ride-cfr49 = Peuvent être chargés ensemble selon le { $cfr }.
page-may-ride-un-simple = Peuvent être chargés ensemble selon la règle simple de l’ONU.
page-may-ride-stricter = Peuvent être chargés ensemble selon l’{ $adr } et selon le { $cfr }.
page-onward = De là vers { $place }
page-steps = Ce qu’il a fait

## Compte

page-ladder = De la promesse à la preuve
page-ladder-note = Chaque chiffre compte ce qui, selon les déclarations, a atteint cet échelon.
page-matters = Différends
page-matters-none = Aucun différend n’a été ouvert.
page-matter-open =
    { $days ->
        [one] ouvert depuis { $days } jour
       *[other] ouvert depuis { $days } jours
    }
page-matter-settled =
    { $days ->
        [one] réglé après { $days } jour
       *[other] réglé après { $days } jours
    }
page-matter-asked = À interroger en premier : { $party }
page-matter-said = A dit comment le régler : { $parties }
page-counted = { $offered } sur la liste, { $counted } comptés
page-checks = Contrôles d’utilisation finale
page-checks-none = Aucun contrôle n’est à faire pour ce qui a été accepté.
page-check-due = Échéance
page-books = Livres
page-books-balanced =
    { $n ->
        [one] L’unique article a une somme nulle sur tous les comptes.
       *[other] Chacun des { $n } articles a une somme nulle sur tous les comptes.
    }
page-books-broken = La somme de ces articles n’est pas nulle, ce qui ne doit pas arriver : { $items }
page-postings = Déclarations derrière ces chiffres
page-posting-moves = { $n } de { $from } vers { $to }
page-holding-stock = { $holder }, { $site }
page-holding-way = { $stage }, { $consignment }
page-holding-reserved = { $holder }, { $site }, réservé pour { $pledge }
page-holding-moving = { $holder }, en route vers { $site }
page-holding-disputed = contesté, différend { $matter }
page-holding-source = hors opération : stock d’ouverture
page-holding-unlisted = hors opération : hors de toute liste
page-holding-consumed = hors opération : consommé
page-holding-destroyed = hors opération : détruit
page-holding-lost = hors opération : perdu, { $by }
page-stage-packed = emballé
page-stage-on-road = en route
page-stage-at-crossing = au point de passage
page-stage-offered = présenté
page-findings = Ce qui ne concorde pas
page-findings-none = Chaque déclaration concorde avec les autres.
page-encounters = Convois qui rencontrent une force
page-meets = { $convoy } rencontre { $party }
page-not-acknowledged = Sans accusé de réception de { $party }
page-acknowledged = accusé de réception : { $party }
page-acknowledged-by-nobody = Sans accusé de réception
page-overridden = Fixé par { $party }, au-dessus des rapports
page-holder-set = Tenu par { $holder }, selon { $party }
page-until = jusqu’au
page-hazards = Dangers
page-load-class = Porte jusqu’à { $n } t
page-certainty-short = certain à { $percent } %
page-lanes =
    { $n ->
        [one] { $n } voie pour les colonnes
       *[other] { $n } voies pour les colonnes
    }
