# Ligne de commande : tableaux, réponses, constats.

## Colonnes

col-accepted = Accepté
col-account = Compte
col-after = Après
col-age = Durée
col-agreement = Accord
col-amount = Quantité
col-at-crossing = Au passage
col-axis = Axe
col-before = Avant
col-certainty = Certitude
col-claim = Affirmation
col-near = Proximité
col-country = Pays
col-word = Mot
col-text = Texte
col-lines = Lignes
col-change = Changement
col-clear = Queue passée
col-convoy = Convoi
col-counted = Compté
col-counts-as = Compte comme
col-crossing = Point de passage
col-departs = Départ
col-difference = Écart
col-dispatched = Expédié
col-disputed = Contesté
col-due = Échéance
col-event = Événement
col-filed-by = Déposé par
col-finding = Constat
col-from = De
col-grade = Cotation
col-hazard = Danger
col-holder = Tenu par
col-hours = Horaires
col-item = Article
col-kind = Nature
col-last = Dernier rapport
col-last-look = Dernier contrôle
col-length = Longueur
col-line = Ligne
col-load = Chargement
col-lost = Perdu
col-mass = Masse
col-matter = Différend
col-note = Remarque
col-number = N°
col-offer = Bordereau
col-offered = Présenté
col-officer = Officier
col-opened-by = Ouvert par
col-origin = Origine
col-outcome = Issue
col-owed = Reste dû
col-owner = Doit le régler
col-package = Colis
col-packed = Préparé
col-pass-time = Durée d’écoulement
col-place = Lieu
col-pledged = Promis
col-point = Point
col-priority = Priorité
col-reason = Motif
col-receiver = Réceptionnaire
col-regime = Régime
col-reports = Rapports
col-road-space = Encombrement
col-rule = Règle
col-says = Dit
col-seal-found = Scellé trouvé
col-seal-listed = Scellé porté
col-segment = Tronçon
col-serial = N° de série
col-serials = N° de série
col-since = Depuis
col-site = Site
col-source = Source
col-state = État
col-statement = Déclaration
col-status = Statut
col-time = Temps
col-to = Vers
col-vehicle = Véhicule
col-vehicles = Véhicules
col-verified = Vérifié
col-weight = Poids
col-when = Date
col-words = Texte
col-words-so-far = Se sont prononcés

## Cellules

list-separator = ,{ " " }
cell-background = contexte
cell-conflicting = { $state }, rapports contradictoires
cell-denied = non { $state }
cell-part = — { $part }
cell-erased = effacé { $when } : { $reason }
cell-excepted = { $status }, sauf livraisons
cell-hidden = masqué ({ $mark })
cell-hours = { $span } ({ $offset })
cell-no-change = sans effet
cell-overridden = { $state }, fixé par { $party }
cell-own-wheels = par ses propres moyens
cell-percent = { $n } %
cell-same-origin = même origine
cell-time-alone = seul le temps a passé
cell-withheld = contenu non communiqué à ce nœud
account-disputed = contesté, différend { $matter }
account-lost = perdu, { $by }
account-moving = { $holder }, en route vers { $site }
account-reserved = { $holder }, { $site }, réservé pour { $pledge }
account-source = hors opération : stock d’ouverture
account-stock = { $holder }, { $site }
account-unlisted = hors opération : hors de toute liste
account-way = { $stage }, { $consignment }
title-changes = Changé depuis le { $since }
title-learnt = Changé par ce que ce nœud a appris depuis le { $since }
title-march = Convoi { $convoy }, crédit de mouvement { $credit }
title-why = Pourquoi : { $axis }
title-why-item = Pourquoi : { $item }

## Nœud

init-done = le nœud { $dir } parle pour { $party } ; son journal est { $origin } ; officiers : { $officers }
serve-at = page servie sur { $url }, sur cette machine seulement ; arrêter avec Ctrl-C
serve-partners-at = partenaires servis sur { $url } : journaux et paquets scellés, pas de page ; arrêter avec Ctrl-C

## Signer

say-appended = { $statement } { $kind }
say-bad-line = ligne { $line } : { $fault }
say-bad-more =
    { $n ->
        [one] et { $n } autre ligne fautive
       *[other] et { $n } autres lignes fautives
    }
say-dry-run =
    { $n ->
        [one] { $n } déclaration pourrait être signée ; rien n’a été ajouté
       *[other] { $n } déclarations pourraient être signées ; rien n’a été ajouté
    }
say-findings =
    { $n ->
        [one] c’est au journal, mais { $n } chose ne concorde pas :
       *[other] c’est au journal, mais { $n } choses ne concordent pas :
    }
say-none-appended = lignes fautives : { $bad }, lignes bonnes : { $good } ; rien n’a été ajouté

## Lire

read-ask-date = Jour du rapport (par exemple 2013-02-08) :{ " " }
read-drafts-only =
    { $n ->
        [one] { $n } projet ; rien n’est signé tant qu’une personne ne l’a pas accepté (`--accept`)
       *[other] { $n } projets ; rien n’est signé tant qu’une personne ne les a pas acceptés (`--accept`)
    }
read-grades-suggested =
    { $n ->
        [one] signé avec la cote que le lecteur a proposée et que personne n’a saisie : { $grades } ; `--grade` en donne une
       *[other] { $n } signés avec les cotes que le lecteur a proposées et que personne n’a saisies : { $grades } ; `--grade` les donne
    }
read-nothing = aucune déclaration trouvée : le texte n’est peut-être pas un rapport, ou parle d’autre chose
read-settled =
    { $n ->
        [one] { $n } projet de ce texte a déjà été tranché
       *[other] { $n } projets de ce texte ont déjà été tranchés
    }
read-same-origin = ce texte partage de longs passages avec un texte déjà lu (origine { $origin }) : les deux comptent pour une seule voix
read-who = Qui signe ?
read-choices = accepter (a), modifier (m), rejeter (r), plus tard (p), quitter (q)
read-key-accept = a
read-key-edit = m
read-key-reject = r
read-key-later = p
read-key-quit = q
read-key-yes = o
read-key-no = n
read-letter = La source, une lettre de A à F : a-t-elle souvent eu raison ? F : on ne peut en juger
read-number = Le fait, un chiffre de 1 à 6 : est-il vraisemblable ? 6 : on ne peut en juger
read-reason = Pourquoi ? (peut rester vide)
read-again = pas compris : { $given }
read-tally = acceptés : { $accepted }, rejetés : { $rejected }, plus tard : { $later }
read-return =
    { $n ->
        [one] { $n } projet attend : relire le même texte pour le trancher
       *[other] { $n } projets attendent : relire le même texte pour les trancher
    }
read-keep =
    { $n ->
        [one] { $n } projet est tranché. Faut-il le garder ? oui (o), non (n)
       *[other] { $n } projets sont tranchés. Faut-il les garder ? oui (o), non (n)
    }
read-stopped = rien n’a été signé, rien n’a été gardé
read-about = Objet
read-about-open = non dit : modifier pour nommer une route ou un lieu
read-none = non dit
read-named = { $name } ({ $key })
read-source = { $class } : { $words }
read-suggested = Cote proposée
read-suggestion = { $grade } : { $reasons }
read-doubt = Question
read-field-about = objet
read-field-state = état
read-field-from = premier jour
read-field-to = dernier jour
read-field-modality = comment c’est affirmé
read-field-polarity = affirmé ou nié
read-field-background = rappel historique
read-which-field = Quel numéro est faux ? (vide : aucun)
read-values = au choix : { $values }
read-new-value = Qu’est-ce qui est juste ? (jours comme 2013-02-08, `-` pour une fin ouverte ; plusieurs routes ou lieux avec +)
doubt-road-unknown = de quelle route s’agit-il ? « { $words } » ne correspond à aucune qui soit connue
doubt-road-unresolved = quelle route est désignée par « { $words } » : { $candidates } ?
doubt-place-unknown = « { $words } » est-il un lieu ? Aucune table ne le connaît
doubt-place-ambiguous = « { $words } » est-il ce lieu : { $candidates } ?
doubt-attribution-uncertain = qui le dit ? Ce pourrait aussi être : { $classes }
doubt-time-ambiguous = quel jour est « { $words } » ? Ce pourrait aussi être { $days }
doubt-may-duplicate = est-ce la même chose que « { $words } » ?
doubt-contradicts = le texte dit aussi : « { $words } »
doubt-day-ahead = « { $words } » vient après le jour du rapport, et se dit au passé
doubt-disguised = la ligne contient des marques qui retournent les lettres, ou des caractères de commande : ce qu’on a vu peut différer de ce qui est lu
read-date-ahead = le jour du rapport, { $day }, vient après aujourd’hui
doubt-misprint = « { $words } » a été lu malgré la faute
doubt-one-signal = « { $words } » parle d’une route, mais en dit trop peu

## Lexique

lexicon-tested = règles : { $rules }, entrées des couches : { $entries }, exemples qui ne tiennent pas : { $faults } ; lexique { $hash }
lexicon-added = ajouté ; entrées des couches : { $entries }, lexique { $hash }
lexicon-difference = gagnés : { $gained }, perdus : { $lost }
lexicon-gained = gagné
lexicon-lost = perdu
lexicon-nothing = aucune ligne gardée ici ne nomme deux lieux ou l’état d’une route sans donner de déclaration

## Lieux

place-none = aucun lieu n’a un nom proche de « { $name } »
place-added = { $key } se lit désormais : { $names }
place-imported =
    { $n ->
        [one] { $n } lieu de { $file } est proposé par `qafila place find` ; aucun n’est reconnu de lui-même
       *[other] { $n } lieux de { $file } sont proposés par `qafila place find` ; aucun n’est reconnu de lui-même
    }

## Tableaux d’états de routes

reports-none = lignes fautives : { $bad }, lignes bonnes : { $good } ; aucun projet n’a été écrit
reports-drafted =
    { $n ->
        [one] { $n } projet ; rien n’est signé : le regarder, puis `qafila say`
       *[other] { $n } projets ; rien n’est signé : les regarder, puis `qafila say`
    }

## Situation et itinéraire

picture-at = Le corridor au { $at }
picture-no-change = rien n’a changé depuis le { $since }
picture-nothing-learnt = ce que ce nœud a appris depuis le { $since } n’a rien changé
picture-no-reports = personne n’a rien rapporté sur « { $axis } »
state-contested = { $state }, certitude { $n } %

## Plan

plan-approved = Le vérificateur n’a pas d’objection au plan { $plan }.
plan-objected =
    { $n ->
        [one] Le vérificateur a { $n } objection au plan { $plan } :
       *[other] Le vérificateur a { $n } objections au plan { $plan } :
    }
plan-changes = Ce que le nouveau plan change :
plan-nothing-to-order = chaque convoi a déjà ces ordres
plan-weighed = Temps, risque et retard pèsent { $weighed } ; aucun plan avec ces colonnes n’est au-dessous de { $bound } (écart { $gap }) ; autres ordres essayés : { $rounds }
plan-why = Pourquoi le plan est ainsi :
reason-takes = { $convoy } passe par « { $crossing } », queue passée le { $clear }
reason-leaves = { $convoy } ne passe pas par « { $crossing } » : { $why }
reason-avoids = { $convoy } contourne { $segment } : { $state }
reason-spares = { $convoy } n’emprunte pas { $segment } : l’essieu { $axle } de { $of } porte { $bears }, le tronçon { $most }
reason-lighter-itself = véhicules à { $place } qui portent moins qu’ils ne pourraient : { $n }. L’essieu { $axle } de { $vehicle } peut porter { $most }, il charge donc { $payload } au plus
reason-lighter-stretch = véhicules à { $place } qui portent moins qu’ils ne pourraient : { $n }. Tout chemin passe par { $segment } ou un tronçon qui ne porte pas plus, { $most } par essieu : selon l’essieu { $axle }, { $vehicle } charge { $payload } au plus
reason-axles-not-judged = Les charges par essieu de { $convoy } ne sont pas jugées là où personne ne les a dites : véhicules { $vehicles }, tronçons { $stretches }
reason-accepts = { $convoy } emprunte { $segment } malgré l’état : { $state }
reason-waits = { $convoy } attend à « { $place } » du { $from } au { $until } : { $cause }
reason-kept-apart = « { $item } » ne peut être chargé sur { $vehicle } avec « { $with } » : { $rule }
reason-divided =
    { $parts ->
        [one] « { $item } » voyage en { $parts } partie
       *[other] « { $item } » voyage en { $parts } parties
    }
reason-columns-divided =
    { $vehicles ->
        [one] « { $origin } » : { $vehicles } véhicule, au plus { $most } par colonne
       *[other] « { $origin } » : { $vehicles } véhicules, au plus { $most } par colonne
    }
reason-stays-behind = « { $item } » : { $n } restent sur place
reason-late = { $convoy } est en retard : échéance le { $due }, queue passée le { $clear }
reason-kept = { $convoy } reste tel quel
reason-arrived = { $convoy } est arrivé à « { $crossing } »
reason-affected = { $convoy } est touché : { $segment }, devant lui : { $state }
reason-affected-onward = { $convoy } est touché : { $segment }, au-delà de son point de passage : { $state }
reason-times-broken = les horaires de { $convoy } ne tiennent plus à partir de « { $place } »
reason-turns = { $convoy } se détourne à « { $place } », de « { $from } » vers « { $to } »
reason-stranded = { $convoy } n’a plus d’itinéraire praticable et reste à « { $place } »
reason-dissolved = { $convoy } n’était pas parti et a été dissous
reason-accompanied-road = { $convoy } est accompagné, { $role } : { $n }. Sur sa route, { $segment } compte comme dangereux : { $danger }
reason-accompanied-share = { $convoy } est accompagné, { $role } : { $n }, un pour { $per } véhicules
reason-accompanied-tanks = { $convoy } est accompagné, { $role } : { $n }. Ses réservoirs suffisent pour { $range }
reason-marches-short = { $convoy } marche incomplet, { $role } : il en faut { $needed }, il y en a { $there }
reason-returns = { $convoy } : véhicules qui l’accompagnent et reviennent : { $n }. Tous sont à { $base } à { $back }
reason-released = { $convoy } : véhicules qui l’accompagnent et restent à { $crossing } : { $n }. Ils ne peuvent revenir : { $why }
reason-awaits-return = { $convoy } ne part pas avant le retour de { $vehicle }, à { $back }
refusal-costlier = un autre est meilleur de { $by }, temps, risque et retard confondus
refusal-axle-too-heavy = tout chemin passe par des tronçons qui portent trop peu : l’essieu { $axle } de { $of } porte { $bears }, { $segment } { $most }
refusal-left-to-others = il serait meilleur de { $by } pour cette colonne, mais l’ensemble y gagne ainsi
refusal-escort-short = { $segment } compte comme dangereux ({ $danger }) et exige plus d’escorte : il en faut { $needed }, il y en a { $there }
refusal-beyond-range = le carburant ne suffit pas : { $needed } sans ravitaillement, pour une autonomie de { $range }
refusal-no-time = il ne peut être franchi avant le { $until }
refusal-no-way-onward = au-delà, la route du bénéficiaire n’est pas praticable
refusal-no-way-there = aucun itinéraire praticable n’y mène
wait-activity = { $party } utilise { $segment } jusqu’au { $until }
wait-crossing = { $convoy } est à « { $crossing } »
wait-daylight = de jour seulement ; le jour commence le { $from }
wait-defile = { $convoy } est dans le défilé { $segment }
wait-fuel = plein de carburant
wait-headway = { $convoy } précède sur { $segment }
wait-hours = les conducteurs ont atteint leur temps de conduite et dorment
wait-opening = « { $crossing } » ouvre le { $opens }
wait-orders = il attendait ce plan
wait-receiver = le bénéficiaire est prêt à « { $crossing } » le { $from }
wait-rest = repos
plan-would-change = Ce qui devrait changer, chaque chose à elle seule et le plan refait :
would-change = { $change } : { $gain }
would-and = { " ; " }
would-bring = { $n } de « { $item } » de plus seraient livrés
would-sooner = { $by } de retard en moins au total
would-lighter = temps, risque et retard pèseraient { $by } de moins
would-vehicles =
    { $n ->
        [one] un véhicule de plus comme { $like } à « { $at } »
       *[other] { $n } véhicules de plus comme { $like } à « { $at } »
    }
would-larger = un véhicule pour { $mass } et { $room } à « { $at } »
would-open-until = si « { $crossing } » restait ouvert jusqu’à { $closes }
would-open = si « { $crossing } » était ouvert à toute heure
would-receiver = si le bénéficiaire était prêt dès que « { $crossing } » est ouvert
would-faster =
    { $n ->
        [one] si « { $crossing } » laissait passer un véhicule par heure
       *[other] si « { $crossing } » laissait passer { $n } véhicules par heure
    }
would-stretches = si { $segments } étaient ouverts
would-bear = si { $segments } portaient des essieux de { $axle }
would-two-ways = si les colonnes pouvaient se croiser sur { $segment }
would-night = si les colonnes marchaient de nuit
would-no-activity = si { $party } n’utilisait pas ses tronçons jusqu’au { $until }
would-no-reserve = si rien n’était gardé en réserve
would-drivers = si les conducteurs se relayaient sans s’arrêter pour le long repos
would-fuel = si le carburant suffisait pour { $range }
undelivered = Non livré : { $n } de « { $item } » : { $why }
undelivered-columns =
    { $columns ->
        [one] il y aurait { $columns } colonne, plus que l’on ne peut en numéroter
       *[other] il y aurait { $columns } colonnes, plus que l’on ne peut en numéroter
    }
undelivered-fleet-full =
    { $vehicles ->
        [one] le seul véhicule sur place ({ $vehicles }) est plein
       *[other] les { $vehicles } véhicules sur place sont pleins
    }
undelivered-vehicles-reserved = tous les véhicules qui peuvent partir sont pleins ({ $vehicles }) ; gardés en réserve sur place : { $reserve }
undelivered-stock-reserved = gardé en réserve sur place (en tout : { $reserve })
undelivered-axle = l’essieu { $axle } de { $of } porterait { $bears } et peut porter { $most }
undelivered-axle-stretch = l’essieu { $axle } de { $of } porterait { $bears }, et { $segment }, ou un tronçon qu’aucun chemin n’évite, porte { $most }
undelivered-untowed = un véhicule tracte une pièce ; ceux sur place qui peuvent partir et tracter { $mass } : { $vehicles }
undelivered-no-crossing = aucun point de passage ne peut être atteint depuis « { $from } »
undelivered-support-missing = aucune colonne ne peut partir de « { $from } » sans { $role } : il en faut { $needed }, il y en a { $there }
undelivered-out-of-range = aucun point de passage ne peut être atteint depuis « { $from } » avec le carburant disponible : autonomie de { $range }
undelivered-refused = refusé au transport : { $rule }
undelivered-too-big = aucun véhicule sur place n’est assez grand
change-unchanged = { $convoy } : inchangé
change-added = { $convoy } : nouveau
change-removed = { $convoy } : n’est plus prévu
change-arrived = { $convoy } : est arrivé
change-crossing = { $convoy } : passe par « { $after } » et non par « { $before } »
change-route = { $convoy } : tronçons abandonnés { $dropped }, tronçons empruntés à la place { $taken }
change-time = { $convoy } : à « { $place } », le { $after } au lieu du { $before }

## Remise

matters-open = Différends ouverts : { $open } ; bordereaux sans réponse : { $unanswered }

## Comptes

account-at = Les comptes au { $at }
account-nothing = rien encore : aucune promesse n’est connue ici et rien n’a bougé ; les déclarations viennent par `say` ou `journal import`
account-findings =
    { $n ->
        [one] { $n } déclaration ne concorde pas avec les autres :
       *[other] { $n } déclarations ne concordent pas avec les autres :
    }

## Journaux

verify-damaged = { $journal } : NON intègre
verify-own-key = La clé est celle que le dossier nomme lui-même : comparez-la à celle qui vous a été remise, ou donnez cette dernière avec `--key`.
verify-sound =
    { $n ->
        [one] { $journal } : intègre ; { $n } entrée, signée par { $key } ; déclarations lisibles ici : { $read }, dont sans signature valable d’un officier : { $unsigned }
       *[other] { $journal } : intègre ; { $n } entrées, signées par { $key } ; déclarations lisibles ici : { $read }, dont sans signature valable d’un officier : { $unsigned }
    }
export-done =
    { $n ->
        [one] { $journal } : { $n } entrée dans { $files } fichiers sous { $dir }
       *[other] { $journal } : { $n } entrées dans { $files } fichiers sous { $dir }
    }
import-cosignatures = { $journal } : cosignatures nouvelles { $n }
import-done = { $journal } : nouvelles entrées { $entries }, nouveaux contenus { $contents } ; entrées en tout { $n }, sans contenu ici { $withheld }
erase-before = { $statement } : déjà effacé, { $when } : { $reason }
erase-done = { $statement } : effacé de ce nœud ; l’entrée reste, les copies ailleurs aussi
import-fields = { $journal } : champs masqués désormais lisibles : { $n }
import-mended = { $journal } : entrées abîmées ici, de nouveau entières : { $n }
import-refused = { $dir } : refusé, rien n’en a été repris
export-sealed = Scellé pour { $reader } : personne d’autre n’en lit les contenus.
packs-closed =
    { $n ->
        [one] { $n } paquet de contenus est scellé pour quelqu’un d’autre ; ses entrées sont vérifiées tout de même.
       *[other] { $n } paquets de contenus sont scellés pour quelqu’un d’autre ; leurs entrées sont vérifiées tout de même.
    }

## Clés

keys-identity = Quiconque lit cette ligne ouvre le fichier de clés : gardez-la comme les clés elles-mêmes.
keys-locked-again = le fichier de clés a la nouvelle phrase secrète ; ses copies plus anciennes gardent l’ancienne
keys-put-back = clés de nouveau dans le nœud : { $names } ; { $file } les contient toujours
keys-taken-out = la clé { $name } est dans { $file }, et n’est plus dans le nœud

## Constats

finding-already = { $name } est déjà déclaré ; la première déclaration vaut
finding-answered-twice = le bordereau avait déjà une réponse ; la première vaut
finding-bad-signature = la signature n’est pas valable
finding-breaks-rule = enfreint une règle : { $fault }
finding-consignments-differ = { $from } et { $into } diffèrent par le donneur, l’engagement ou le destinataire ; rien n’a été déplacé
finding-matter-closed = le différend est déjà réglé
finding-more-than-disputed = { $item } : { $wanted } à régler, { $disputed } contestés
finding-agreement-stopped = { $name } : l’accord { $agreement } n’était pas en vigueur ({ $status })
finding-unit-differs = { $item } : promis en { $given }, compté en { $own }
finding-in-doubt = est en doute depuis que la partie a révoqué la clé, dans { $epoch }
finding-other-role = { $officer } a signé comme { $role } : { $kind } revient à un autre rôle, que sa partie a attribué ; cela compte quand même
finding-not-granted = { $officer } n’avait pas le droit de signer à cette entrée
finding-not-understood = non compris ici : { $why }
finding-nothing-to-close = personne n’a répondu au bordereau ; il reste ouvert
finding-offer-withdrawn = le bordereau était retiré, et le destinataire le savait ; rien n’a été déplacé
finding-overdrawn = { $item } : { $wanted } demandés, { $held } présents ; rien n’a été déplacé
finding-package-differs = colis { $package } : { $state } ; rien de son contenu n’a été pris en charge
finding-reason-misfits = { $item } : le motif « { $reason } » ne correspond pas aux nombres
finding-reason-missing = { $item } : écart sans motif
finding-serial-elsewhere = { $item } : la pièce { $serial } n’est pas là ; rien n’a été déplacé
finding-serial-missing = { $item } : pièces { $wanted }, numéros de série { $serials } ; rien n’a été déplacé
finding-unknown = { $name } est inconnu
finding-void-lost = le bordereau a reçu une réponse avant d’être retiré ; la réponse compte
finding-withdrawn-unseen = le bordereau était retiré à l’insu du destinataire ; le comptage vaut
finding-wrong-party = { $party } parle là où { $expected } devrait parler

## What others attest

attest-signed = Cette déclaration a été signée par { $officer } ; c’est l’entrée { $n } du journal { $journal }.
attest-claim = Son auteur dit l’avoir écrite le { $when }.
attest-after = Elle a été écrite après le { $when } : elle cite une cosignature que { $party } a donnée alors.
attest-before =
    { $n ->
        [one] Elle était dans ce journal avant le { $when }, comme { $n } autre partie l’atteste : { $parties }.
       *[other] Elle était dans ce journal avant le { $when }, comme { $n } autres parties l’attestent : { $parties }.
    }
attest-nobody = Aucune autre partie ne l’a encore attestée : sa date n’est que la parole de son auteur.
attest-held =
    { $n ->
        [one] { $n } autre partie la détient, à notre connaissance : { $parties }.
       *[other] { $n } autres parties la détiennent, à notre connaissance : { $parties }.
    }
attest-quorum = Ceux dont la parole suffit l’avaient cosignée le { $when }.
attest-no-quorum = Trop peu l’ont cosignée jusqu’ici.
attest-contradicts = La date que donne l’auteur est hors de ce qui est prouvable.
receipt-signed = Reçu de { $bytes } octets signé : l’entrée { $n } est dans le journal { $journal }, qui comptait { $size } entrées.
pass-done = Laissez-passer de l’appareil { $device } écrit dans { $file } : il contient tous les journaux tels que cette partie les lit. À remettre en main propre.
slip-made = { $bytes } octets à remettre à l’autre partie, qui les prend par `qafila handover take`.
slip-taken = Pris : { $kind }, signé pour { $officer }, empreinte { $leaf }.
slip-known = Déjà connu : { $kind }, signé pour { $officer }, empreinte { $leaf }.
sync-done = { $bytes } octets échangés. Remis : { $entries } entrées, { $packs } paquets de contenus ; cosignés ici : { $cosigned } journaux ; nouvelles cosignatures du partenaire : { $cosignatures }.
sync-refused = Refusé : journal { $journal }
sync-hindered = Le partenaire n’a pas pris davantage : { $why }.
proof-sound = Preuve valable : l’entrée { $n } est dans le journal { $journal } ; l’empreinte de sa feuille commence par { $leaf }.
proof-cosigned = Cosignée par { $witness } le { $when }.
proof-says = Elle dit : { $kind }, signée pour { $officer }.
witness-done = Têtes de journaux de partenaires cosignées à l’instant : { $n }
witness-alarm = Un journal attend des cosignatures depuis trop longtemps : rencontrez un partenaire, ou remettez-lui une clé USB.
evidence-none = Aucune preuve de double histoire n’est conservée ici.
evidence-convicts = La clé { $key } du journal { $journal } a signé deux histoires : une tête sur { $one } entrées et une sur { $other } ne peuvent être vraies toutes deux.
rotate-done = Journal { $journal }, entrée { $n } : ses points de contrôle sont désormais signés par { $key }.
epoch-done = Le journal { $journal } est ouvert ; sa clé est { $key }. Celui d’avant est conservé et n’est plus écrit.
restore-done = Journal { $journal } : entrées récupérées { $n }
col-journal = Journal
col-entries = Entrées
col-cosigned = Cosignées
col-off-network = Sur aucun réseau
col-so-at = Vrai le
col-stretch = Tronçon
col-witnesses = Par qui
col-waiting = En attente depuis
col-without = Sans lui

## EPCIS

epcis-exported = événements { $events } ; déclarations qui n’en font pas { $other }, sans contenu ici { $unread }, qui ne comptent pas { $unsound }
epcis-imported = événements { $events } ; brouillons { $drafts }, déjà connus ici { $held }, déclarés erronés { $errors } ; champs laissés de côté { $fields }
epcis-none-written = événements refusés { $refused }, bons brouillons { $good } ; rien n’a été écrit
epcis-own-word = un brouillon est votre propre parole dès que vous le signez, non celle du fichier ; lisez les brouillons, puis signez-les avec `qafila say`
epcis-refused = événement { $event }, { $path } : { $fault }
epcis-refused-more = et d’autres événements refusés : { $n }
col-acknowledged = Accusé de réception
col-force = Force
col-meets = Rencontre
col-where = Où
title-activities = Tronçons utilisés par des forces
title-encounters = Convois qui rencontrent une force
title-overlaps = Forces qui annoncent le même tronçon au même moment
cell-acknowledged = par { $party }
cell-not-acknowledged = ! PAS PAR { $party }
cell-acknowledged-both = par les deux
cell-by-nobody = ! par personne
cell-convoy-of = { $convoy } ({ $party })
encounters-surprising = ! Convois qui rencontrent une force dont leur partie n’a pas accusé réception de l’annonce : { $n }
activities-none = personne n’a annoncé l’usage d’un tronçon au { $at } ou plus tard
finding-bad-argument = argument { $argument } : « { $given } » ne dit rien ici, il n’a pas compté
cell-holder = tenu par { $holder }
col-capacity = Capacité
col-pace = Véhicules/h
cell-load-class = { $n } t
cell-lanes =
    { $n ->
        [one] { $n } voie
       *[other] { $n } voies
    }
backup-done = { $path } : journaux { $journals }, entrées { $entries }, état au { $at } ; tout a été vérifié
restored-done = { $path } : journaux { $journals }, entrées { $entries }, état au { $at } ; tout a été vérifié
restored-next = Ce nœud ne signe rien pour l’instant, car d’autres peuvent détenir une suite de son journal. Récupérez-la avec `qafila journal restore DIR` ou `qafila sync URL` ; si personne n’en a plus, dites `qafila journal restore --complete` ; si personne ne peut être consulté, ouvrez un nouveau journal avec `qafila journal epoch`.

store-copied = copié de { $from } vers { $to } et vérifié là-bas : journaux { $journals }, entrées { $entries }, documents { $documents }
store-used = le nœud { $dir } garde désormais ses déclarations dans { $store }

token-added = le jeton { $name }, pour { $scopes }, vaut jusqu’au { $until }. Il n’est montré que cette fois :
token-none = aucun jeton n’a été créé ici
token-revoked = le jeton { $name } est retiré
title-tokens = Jetons
token-good = valable
token-expired = échu
token-revoked-state = retiré
col-token = Jeton
col-scopes = Lit
col-token-state = État
col-until = Jusqu’au
col-used = Dernier usage
passkey-none = personne n’a enregistré de clé d’accès ici
passkey-removed = la clé d’accès { $name } de { $officer } est retirée, avec les clés scellées pour elle
title-passkeys = Clés d’accès
passkey-good = valable
passkey-stale = pour des clés remplacées
col-passkey = Clé d’accès
col-passkey-label = Nom
col-passkey-made = Enregistrée

partner-added = le partenaire { $name } est à { $url } ; `qafila serve --sync-every 5m` échange avec lui
partner-removed = l’adresse du partenaire { $name }, { $url }, est oubliée ; ses journaux restent
partner-none = aucun partenaire n’est connu ; ajoutez-en un avec `qafila partner add NAME URL`
partner-never = jamais
partner-failed = { $name } : l’échange du { $when } a échoué : { $why }
partner-refused =
    { $journals ->
        [one] { $name } : { $journals } journal a été refusé ; `qafila sync { $name }` dit pourquoi
       *[other] { $name } : { $journals } journaux ont été refusés ; `qafila sync { $name }` dit pourquoi
    }
title-partners = Partenaires
col-partner = Partenaire
col-partner-url = Adresse
col-partner-party = Partie
col-partner-reached = Joint le
col-partner-failures = Échecs depuis
col-partner-behind = Non repris
col-partner-cosigned = Cosigné

# Programmes avertis de ce qui change.
hook-added = { $name } est averti de ce qui change, à { $url }, dès que « qafila serve --hooks » tourne. Il reconnaît qui l’avertit à cette clé :
hook-removed = { $name } n’est plus averti de rien
hook-none = aucun programme n’est averti
hook-all = toutes
title-hooks = Abonnés
col-hook = Abonné
col-address = Adresse
col-views = Vues
col-told = Dernier avis
col-failures = Échecs depuis
col-last-error = Pourquoi

access-none = rien n’est noté qui ne soit signé
access-signed =
    { NUMBER($n) ->
        [one] une déclaration de qui a lu quoi est signée, pour cette partie seule
       *[other] { $n } déclarations de qui a lu quoi sont signées, pour cette partie seule
    }
title-access = Qui a lu ce qui n’était dit qu’à quelques-uns
col-reader = Lecteur
col-reader-sort = Est
col-statements-read = Déclarations
col-served = Servies
reader-officer = officier
reader-token = jeton
reader-partner = partenaire
