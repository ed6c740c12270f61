# La page web. Colonnes et constats sont dans cli.ftl, les libellés des codes dans codes.ftl.

## Cadre

page-skip = Aller au contenu
page-sections = Rubriques
page-corridor = Corridor
page-plan = Plan
page-account = Compte
page-report = Rapport
page-languages = Langue
page-node-of = Nœud de { $party }
page-reads-only = Cette page ne fait que montrer. Les déclarations se signent sur la machine qui détient les clés.
page-phone = Le téléphone au point de passage : il se passe de réseau.
page-signs = Les officiers en session signent ici ; chacun sur cette machine lit.
page-zone = Heures de { $zone }, { $offset }.
# Entre un nom et ce qui en est dit.
page-colon = {"\u00A0"}:
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
page-slider-play = Jouer
page-slider-stop = Arrêter
page-quiet =
    { $days ->
        [one] Le rapport le plus récent date de { $days } jour. Les rapports s’affaiblissent avec le temps : des routes peuvent paraître inconnues.
       *[other] Le rapport le plus récent date de { $days } jours. Les rapports s’affaiblissent avec le temps : des routes peuvent paraître inconnues.
    }
page-quiet-show = Montrer à cette date

## Corridor

page-map = Carte du corridor
page-map-note = Tracée d’après le réseau de l’opération : des droites entre les lieux, pas pour conduire. Côtes et frontières sont celles de Natural Earth, pour se repérer ; leur tracé n’est la parole de personne sur l’emplacement d’une frontière. Chaque route de la carte figure aussi dans la liste des axes.
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
page-behind-vehicles-reserved = les véhicules qui ne sont pas gardés en réserve sont pleins
page-behind-stock-reserved = c’est gardé sur place en réserve
page-behind-untowed = aucun véhicule sur place n’est libre pour le tracter
page-behind-axle-too-heavy = un essieu porterait plus qu’il ne peut, ou que tout chemin depuis là
page-behind-out-of-range = le carburant ne suffit pour aucun point de passage
page-behind-support-missing = il n’y a personne pour escorter ou dépanner la colonne
page-behind-too-many-columns = il y aurait plus de colonnes que l’on ne peut en numéroter
page-march-table = Tableau de marche
page-way = { $origin } – { $crossing }
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
page-loads-order = Les biens figurent dans l’ordre où ils sont déchargés ; ils sont chargés dans l’ordre inverse.
page-towed = tracté, non chargé
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
page-matters-words = Article, lieu, partie, envoi ou numéro de série
page-matters-open = ouverts
page-matters-settled = réglés
page-matters-fit = { $n } différends sur { $all }
page-more = En montrer plus (il en reste { $n })
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
page-overlaps = Forces sur un même tronçon au même moment
page-overlap = { $parties } empruntent le même tronçon au même moment
page-acknowledged-both = Accusé de réception des deux
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

## Aujourd’hui

page-today = Aujourd’hui
page-today-nothing = Rien d’anormal à la connaissance de ce nœud.
page-today-count =
    { $n ->
        [one] { $n } point demande l’attention
       *[other] { $n } points demandent l’attention
    }
page-today-fine = Rien à signaler : { $kinds }.
page-today-closures = Fermetures sur le chemin à venir
page-today-late = Colonnes en retard
page-today-matters = Différends ouverts
page-today-checks = Contrôles en retard ou échoués
page-today-silent = Partenaires silencieux
page-today-tails = Journaux en attente de cosignatures
page-today-closed = { $convoy }, chemin fermé
page-today-obeyed = Si sûrement qu’aucun plan n’y passerait.
page-today-doubted = Pas assez sûrement pour que les plans l’évitent.
page-today-due = { $convoy } était attendu à { $place }
page-today-late-by = en retard de { $time }
page-today-heard = Dernières nouvelles de { $place }
page-today-unheard = Sans nouvelles depuis l’ordre
page-today-silent-since = rien n’est venu depuis
page-today-silent-never = rien n’est jamais venu
page-today-tail = { $cosigned } entrées cosignées sur { $size }
page-today-waiting = en attente depuis
page-today-findings =
    { $n ->
        [one] { $n } déclaration ne s’accorde pas avec le reste
       *[other] { $n } déclarations ne s’accordent pas avec le reste
    }
page-matter = Différend { $matter }
page-days =
    { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }

## Le plan dans le temps

page-timeline = Le plan dans le temps
page-timeline-longer = Étirer le temps
page-timeline-whole = En entier
page-timeline-conflicts =
    { $n ->
        [one] { $n } conflit : cela ne peut se faire comme prévu
       *[other] { $n } conflits : cela ne peut se faire comme prévu
    }
page-timeline-sound = Aucun conflit : personne ne se croise dans un défilé ni ne trouve un passage fermé, une route coupée ou une force en chemin.
page-timeline-hours = heures de passage
page-timeline-open = les livraisons peuvent passer
page-timeline-shut = fermé là où c’est hachuré
page-timeline-defiles = Défilés
page-timeline-card = Tableau de marche et chargements
page-timeline-note = Choisir une colonne pour voir son chemin ; les flèches du clavier le suivent tronçon par tronçon.
page-timeline-key = Les barres roulent, les lignes pointillées sont des haltes ; les cadres hachurés à point d’exclamation sont des conflits. Colonnes :
page-clash-meets = { $convoy } croise { $with } dans un défilé
page-clash-overtakes = { $convoy } devrait dépasser { $with } dans un défilé
page-clash-shut = { $convoy } trouve { $place } fermé
page-clash-closed = { $convoy } doit passer là où c’est fermé

## La garde comme flux

page-flow = Garde
page-flow-title = De la promesse à la preuve, en flux
page-flow-none = Rien de promis ni de déplacé ne répond à ces filtres.
page-flow-figures = Chaque flux en chiffres
page-flow-verified = vu par un contrôle
page-filter = Filtres
page-filter-all = tous
page-filter-none = Sans filtres
page-filter-pledge = Promesse
page-filter-from = Déplacé depuis
page-filter-to = Déplacé avant
page-life-moved = de { $from } à { $to }
page-life-looked = { $party } a regardé à { $place } : { $result } ({ $method })
page-life-none = Rien n’a été dit de cette pièce.
page-life-back = Tous les flux

## Journaux et déclarations

page-journals = Journaux
page-journal-newest = Dernière entrée arrivée
page-journal-unread = Non divulgué ici
page-journal-own = écrit ici
page-journal-behind =
    { $n ->
        [one] { $n } entrée de retard
       *[other] { $n } entrées de retard
    }
page-journal-nobody = personne encore
page-journal-checkpoint = Point de contrôle signé
page-journal-root = Empreinte racine
page-parties = Parties et officiers
page-officer-until = jusqu’à l’entrée { $n }
page-statement-none = Ce nœud ne détient pas une telle déclaration.
page-statement-back = Tous les journaux
page-statement-party = Au nom de
page-statement-stated = Écrit le
page-statement-known = Détenu ici depuis
page-statement-body = Ce qu’elle dit
page-statement-cites = S’appuie sur
page-statement-withheld = Déclaration non divulguée à ce nœud
page-statement-opaque = Déclaration non comprise ici
page-statement-erased = Déclaration effacée de ce nœud
page-standing-not-granted = Son officier n’avait pas le droit de signer à cette entrée.
page-standing-bad-signature = Sa signature ne se vérifie pas.
page-standing-in-doubt = Elle est en doute depuis que la partie a révoqué la clé.

## Recherche

page-search = Rechercher
page-search-what = Nom, numéro, lieu en toute graphie, ou empreinte
page-search-close = Fermer
page-search-found = Ce qui a été trouvé
page-search-none = Rien ici ne répond à « { $asked } ».
page-search-hint = Les flèches choisissent, Entrée ouvre. Une déclaration se trouve par { $leaf } ou { $entry }.
page-found-place = lieu
page-found-axis = axe
page-found-segment = tronçon
page-found-convoy = convoi
page-found-item = article
page-found-serial = pièce
page-found-consignment = envoi
page-found-pledge = promesse
page-found-party = partie
page-found-officer = officier
page-found-matter = différend
page-found-statement = déclaration
page-position = Position
page-search-away = à { $n } km
page-march-order = Ordre de marche
page-march-number = Rang
page-march-serial = Rame
page-march-unit = Unité de marche
page-march-what = Quoi
page-march-role = Rôle
page-partners = Partenaires avec qui l’on échange
page-partner = Partenaire
page-partner-reached = Joint pour la dernière fois
page-partner-behind = Entrées de retard
page-partner-fault = Ce qui a échoué
page-partner-never = jamais encore
page-partner-failed =
    { NUMBER($n) ->
        [one] { $n } échange a échoué depuis
       *[other] { $n } échanges ont échoué depuis
    }
page-partner-refused =
    { NUMBER($n) ->
        [one] { $n } de ses journaux a été refusé
       *[other] { $n } de ses journaux ont été refusés
    }
page-seals = scellé inscrit { $listed }, lu { $found }
page-photo = Photographie { $hash }
page-photo-hold = Choisissez une image ou déposez-la ici pour savoir si c’est la bonne
page-photo-fits = Cette image correspond : son empreinte est celle qui fut signée.
page-photo-strange = Cette image ne correspond pas : c’en est une autre, ou elle fut modifiée.
page-round = Ce qu’elle contourne, et pourquoi
page-round-by = Comparé au chemin que chacun prendrait de { $from } à { $to }, d’après ce qu’on savait le
page-round-other = D’après ce tableau, un autre chemin vaudrait mieux que celui qui est ordonné ; les temps ci-dessous sont les siens.
page-round-shut = fermé au moment du passage
page-round-barred = impropre
page-round-faster = Sans cela : { $time } de moins.
page-round-slower = Sans cela : { $time } de plus, par un chemin plus sûr.
page-round-same = Sans cela seul, aucun temps gagné.
page-round-safer = { $time } d’exposition en moins.
page-round-exposed = { $time } d’exposition en plus.
page-round-all = Tout ce qui en fut dit
page-round-nothing = Elle ne contourne rien.
page-round-gone = Sans tout cela : { $time } de moins.
page-saved =
    { $n ->
        [0] Vues enregistrées
        [one] { $n } vue enregistrée
       *[other] { $n } vues enregistrées
    }
page-saved-name = Enregistrer ce qui est affiché sous
page-saved-save = Enregistrer
page-saved-note = Gardé dans ce navigateur seulement.
page-saved-done = { $name } est enregistré dans ce navigateur.
page-saved-remove = Supprimer { $name }
