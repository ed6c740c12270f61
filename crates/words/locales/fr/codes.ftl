# Labels of codes. An identifier is the list's name and the code, see `code_id`.

## Who takes part

party-role-donor = donateur
party-role-recipient = bénéficiaire
party-role-partner = partenaire
party-role-monitor = observateur

officer-role-logistics = officier logistique
officer-role-movement = officier des mouvements
officer-role-commander = chef de convoi
officer-role-receiving = officier réceptionnaire
officer-role-liaison = officier de liaison
officer-role-auditor = auditeur
officer-role-authority = autorité

## What became of an agreement

agreement-status-concluded = conclu
agreement-status-dormant = en sommeil
agreement-status-suspended = suspendu
agreement-status-reactivated = réactivé
agreement-status-ended = terminé

## How an item is told apart

tracking-bulk = par quantité
tracking-lot = par lot
tracking-serial = par numéro de série

## Why stock was corrected

adjustment-reason-counted = recompté
adjustment-reason-received = reçu de l’extérieur
adjustment-reason-spoiled = avarié ou périmé
adjustment-reason-corrected = déclaration antérieure erronée

## What a report claims

report-kind-road-status = état d’une route
report-kind-crossing-status = état d’un point de passage
report-kind-town-control = contrôle d’une localité
report-kind-siege-status = siège
report-kind-force-movement = mouvement d’une force
report-kind-force-presence = présence d’une force
report-kind-armed-action = action armée
report-kind-security-cooperation = coopération sécuritaire
report-kind-aid-pledge = promesse d’aide
report-kind-agreement-status = statut d’un accord
report-kind-consignment-dispatch = expédition d’un envoi
report-kind-consignment-items = contenu d’un envoi
report-kind-delivery = acheminement
report-kind-handover = remise
report-kind-clearance = autorisation de passage
report-kind-seizure = saisie
report-kind-stock = stock
report-kind-shortage = pénurie
report-kind-stated-purpose = but déclaré
report-kind-policy-support = soutien déclaré

## What a draft from a text says: any of these

report-state-open = ouvert
report-state-closed = fermé
report-state-cut = coupé
report-state-passable = praticable
report-state-impassable = impraticable
report-state-held = tenu
report-state-regained = repris
report-state-threatened = menacé
report-state-restricted = restreint
report-state-taken = pris
report-state-lost = perdu
report-state-contested = disputé
report-state-imposed = imposé
report-state-eased = allégé
report-state-lifted = levé
report-state-arrived = arrivée
report-state-advancing = avance
report-state-withdrew = retrait
report-state-pursued = poursuite
report-state-patrolling = patrouille
report-state-stationed = stationnement
report-state-deployed = déploiement
report-state-planned = prévu
report-state-begun = commencé
report-state-ended = terminé
report-state-decided = décidé
report-state-pledged = promis
report-state-partly-delivered = livré en partie
report-state-signed = signé
report-state-in-force = en vigueur
report-state-reactivated = réactivé
report-state-suspended = suspendu
report-state-sent = envoyé
report-state-in-transit = en route
report-state-expected = attendu
report-state-passed = passé
report-state-stranded = bloqué
report-state-turned-back = refoulé
report-state-pending = pas encore
report-state-done = fait
report-state-refused = refusé
report-state-granted = accordé
report-state-ready = prêt

## How it is claimed

polarity-positive = affirmé
polarity-denied = démenti

modality-asserted = comme un fait
modality-planned = comme prévu par la source
modality-expected = comme attendu
modality-hedged = sous réserve
modality-possible = comme possible

## Who says it

source-class-named-official = responsable nommé
source-class-institution = institution
source-class-anonymous-official = responsable non nommé
source-class-field-source = source de terrain
source-class-agency-report = autre média, cité
source-class-narrator = le média lui-même
source-class-anonymous-source = sources non nommées
source-class-unspecified-report = informations non précisées
source-class-hearsay = ouï-dire

## Pourquoi une cote est proposée

grade-reason-named-official = une fonction et un nom
grade-reason-specific-institution = un organisme que l’on peut interroger
grade-reason-generic-institution = des autorités, sans précision
grade-reason-unnamed-official = un responsable non nommé
grade-reason-on-the-ground = quelqu’un sur place
grade-reason-other-outlet = un autre média, cité
grade-reason-own-voice = le média lui-même
grade-reason-outlet-letter = la lettre donnée au média
grade-reason-bare-sources = « des sources », rien de plus
grade-reason-bare-reports = « des informations », rien de plus
grade-reason-rumour = rumeur
grade-reason-own-success = sur son propre succès
grade-reason-outlet-cap = plafonnée par la lettre du média
grade-reason-unchecked = rien ne parle pour ni contre
grade-reason-own-act = acte de la source elle-même
grade-reason-said-with-reserve = dit avec réserve
grade-reason-disputed = contesté dans le même texte

## Proximité d’un nom

nearness-same = identique
nearness-joined = écrit en un ou plusieurs mots
nearness-consonants = mêmes consonnes
nearness-letters = à une ou deux lettres près

## Admiralty code: F and 6 mean unknown, not worst

reliability-a = A, entièrement fiable
reliability-b = B, habituellement fiable
reliability-c = C, assez fiable
reliability-d = D, rarement fiable
reliability-e = E, non fiable
reliability-f = F, non évaluable

credibility-1 = 1, confirmé par d’autres
credibility-2 = 2, probablement vrai
credibility-3 = 3, peut-être vrai
credibility-4 = 4, douteux
credibility-5 = 5, improbable
credibility-6 = 6, non évaluable

## Roads, crossings and places

road-state-open = ouvert
road-state-restricted = restreint
road-state-closed = fermé
road-state-cut = coupé
road-state-passable = praticable
road-state-impassable = impraticable
road-state-held = tenu
road-state-regained = repris
road-state-taken = pris
road-state-lost = perdu
road-state-contested = disputé
road-state-threatened = menacé
road-state-unknown = inconnu

## Whether a convoy can drive

passability-open = ouvert
passability-restricted = restreint
passability-closed = fermé
passability-contested = disputé
passability-unknown = inconnu

## What a person sets above the reports

override-state-open = ouvert
override-state-restricted = restreint
override-state-contested = disputé
override-state-closed = fermé

## What endangers the users of a stretch

road-hazard-mines = mines
road-hazard-ambush = embuscade
road-hazard-banditry = banditisme
road-hazard-flood = inondé
road-hazard-sand = ensablé

## What the competent authority decreed

regime-status-closed = fermé par décision
regime-status-open = ouvert

clearance-decision-granted = accordée
clearance-decision-refused = refusée

## Custody, from promise to use

stage-packed = préparé
stage-on-road = en route
stage-at-crossing = au point de passage
stage-offered = présenté
stage-consumed = consommé
stage-destroyed = détruit

## What a convoy did and met

progress-event-departed = parti
progress-event-passed = passé
progress-event-halted = à l’arrêt
progress-event-arrived = arrivé

incident-kind-breakdown = panne
incident-kind-loss = perte
incident-kind-damage = dommage

attribution-known = auteur connu
attribution-suspected = auteur présumé
attribution-unknown = auteur inconnu

## Handover

difference-reason-short = moins que la liste
difference-reason-over = plus que la liste
difference-reason-damaged = endommagé
difference-reason-substituted = remplacé par autre chose
difference-reason-wrong-serial = autre numéro de série
difference-reason-wrong-lot = autre lot
difference-reason-seal-broken = scellé rompu
package-state-intact = intact
package-state-broken = scellé rompu
package-state-missing = manquant
package-state-other = autre, voir la note
offer-status-open = non compté
offer-status-partial = compté en partie
offer-status-answered = compté
offer-status-closed = clos
offer-status-voided = retiré

verdict-received = finalement reçu
verdict-with-giver = resté chez le cédant
verdict-added-from-giver = ajouté du stock du cédant
verdict-lost = perdu en route
verdict-as-booked = reste où le livre l’a
verdict-destroyed = détruit ou passé en perte

## End-use checks

check-result-present = présent
check-result-absent = absent
check-result-damaged = endommagé
check-result-not-shown = non présenté
check-result-due = à faire
check-result-overdue = en retard

check-method-scan = scanné
check-method-photo = photographié
check-method-typed = numéro saisi
check-method-witnessed = en présence d’un témoin

## What one of an item is

unit-each = pièce
unit-litre = litre
unit-kilogram = kilogramme
unit-box = caisse

## Nature d’une déclaration

kind-party-declared = déclaration d’une partie
kind-officer-appointed = nomination d’un officier
kind-officer-revoked = révocation d’un officier
kind-key-rotated = changement de clé
kind-audience-granted = accès accordé à une déclaration
kind-agreement-concluded = conclusion d’un accord
kind-agreement-status-changed = changement de statut d’un accord
kind-pledge-made = promesse
kind-pledge-amended = modification d’une promesse
kind-item-defined = définition d’un article
kind-stock-declared = déclaration de stock
kind-stock-adjusted = ajustement de stock
kind-report-filed = dépôt d’un rapport
kind-report-retracted = retrait d’un rapport
kind-regime-set = régime d’un point de passage
kind-activity-notified = annonce d’une activité
kind-activity-acknowledged = accusé de réception d’une activité
kind-clearance-requested = demande d’autorisation de passage
kind-clearance-decided = décision sur une autorisation de passage
kind-consignment-packed = préparation d’un envoi
kind-movement-ordered = ordre de mouvement
kind-credit-issued = crédit de mouvement
kind-progress = progression
kind-incident = incident
kind-handover-offered = présentation à la remise
kind-handover-answered = réponse à la remise
kind-matter-opened = ouverture d’un différend
kind-matter-settled = position sur la fin d’un différend
kind-check-performed = contrôle
kind-consumed = consommation
kind-destroyed = destruction
kind-parts-taken = prélèvement de pièces
kind-log-key-rotated = clé du journal remplacée
kind-stock-reserved = réservation de stock
kind-reservation-released = réservation levée
kind-stock-moved = transfert de stock
kind-consignment-reloaded = transbordement d’un envoi
kind-stock-lost = perte de stock
kind-handover-closed = clôture de remise
kind-handover-voided = retrait d’un bordereau
kind-lot-declared = lot déclaré
kind-state-overridden = état fixé au-dessus des rapports
kind-override-withdrawn = état fixé retiré
kind-access-recorded = accès consigné

## Points d’un tableau de marche

point-start = point initial
point-critical = point critique
point-passage = passage
point-release = point de dislocation
point-return = retour à leur site
march-role-carrier = porte
march-role-escort = escorte
march-role-goods = biens
march-role-recovery = véhicule de dépannage
march-role-tanker = citerne de carburant

## Différends et contrôles

matter-open = ouvert
matter-settled = réglé
matter-kind-handover = remise
matter-kind-stated = déclaré
matter-kind-double-custody = détenu deux fois
matter-kind-lost-serial = pièce perdue
matter-kind-consumption = consommation
check-state-verified = vérifié
check-state-failed = non conforme
check-state-due = à faire
check-state-overdue = en retard

## Convois

convoy-status-ordered = ordonné
convoy-status-underway = en route
convoy-status-halted = à l’arrêt
convoy-status-arrived = arrivé

## Why a party has another journal

succession-device = un deuxième appareil
succession-epoch = nouvelle époque après une restauration
succession-revocation = nouvelle époque après un vol

## Promesses et contrôles

kind-pledge-condition-met = avis sur une condition de promesse
kind-check-schedule-set = calendrier de contrôle fixé
kind-storage-checked = contrôle de stockage
check-obstacle-unsafe = accès trop dangereux
check-obstacle-refused = refusé par le détenteur
check-obstacle-deployed = employé ailleurs
check-obstacle-in-repair = en réparation
check-obstacle-unreadable = numéro illisible
check-obstacle-other = autre
storage-condition-locked = fermé à clé
storage-condition-guarded = gardé
storage-condition-fenced = clôturé et éclairé
storage-condition-kept-apart = dangers séparés
storage-condition-climate = sec et tempéré
storage-condition-fire-safe = moyens contre l’incendie
storage-condition-records = registres conformes aux rayons
storage-result-met = respecté
storage-result-not-met = non respecté
storage-result-not-seen = non vu
condition-state-none = aucune
condition-state-open = non remplie
condition-state-claimed = remplie, dit le destinataire
condition-state-met = remplie
line-state-withdrawn = retirée
line-state-delivered = livrée
line-state-stopped = accord arrêté
line-state-late = en retard
line-state-waiting = attend sa condition
line-state-will-be-late = sera en retard
line-state-on-course = en bonne voie
line-state-unforeseen = rien de prévu

## Le compte : causes et flux

cause-unlisted = hors de toute liste
cause-unposted = déclaré, absent des comptes
cause-counted = compte différent du livre
cause-absent = cherché et absent
cause-matter = dans un différend ouvert
cause-in-transit = préparé ou en route
cause-returned = revenu chez le donateur
cause-consumed = consommé
cause-destroyed = détruit
cause-lost = perdu
cause-written-off = gâté ou corrigé
cause-added = reçu ou corrigé
node-pledged = promis
node-fulfilled = tenu
node-owed = reste dû
node-source = stock d’ouverture
node-stock = stock du donateur
node-way = en route
node-crossing = au passage
node-disputed = contesté
node-unlisted = hors liste
node-receiver = stock du destinataire
node-returned = rendu
node-consumed = consommé
node-destroyed = détruit
node-lost = perdu
node-written-off = sorti des comptes
node-settled = hors liste, réglé
