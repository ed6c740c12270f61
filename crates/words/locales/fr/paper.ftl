# Papier : lettre de voiture, certificat de remise, feuille de contrôle.

paper-waybill = Lettre de voiture
paper-certificate = Certificat de remise
paper-check-sheet = Feuille de contrôle de l’utilisation finale
paper-page = page { $n } sur { $m }
paper-printed = Imprimé le { $at }. Seules comptent les déclarations signées ; ce papier les montre.

## De quoi il s’agit

paper-giver = Cédant
paper-receiver = Destinataire
paper-from-site = De
paper-to = À
paper-commander = Chef de convoi
paper-credits = Crédits de mouvement
paper-consignments = Envoi
paper-pledges = Promesse
paper-route = Itinéraire, par tronçons
paper-mass-total = Masse du chargement
paper-explosive-total = Masse nette d’explosifs
paper-statement = Déclaration
paper-statement-is = entrée { $n } de { $journal }, { $leaf }
paper-offered-at = Présenté
paper-counted-at = Compté
paper-offer-statement = Bordereau du cédant
paper-answer-statement = Réponse du destinataire
paper-list-by = Liste établie par
paper-as-of = État au
paper-due-count = À contrôler
paper-due-counted = pièces : { $n }, dont en retard : { $overdue }

## Tableaux

paper-march-table = Tableau de marche ; heures en { $zone }
paper-passed = Passé (à la main)
paper-goods = Marchandises
paper-pieces = Pièces par numéro de série
paper-code = Code
paper-package = Colis
paper-packages = Colis
paper-packages-found = Colis tels que trouvés
paper-unknown = inconnu ici
paper-at-least = au moins { $mass }
paper-lot = Lot
paper-un = N° ONU
paper-class = Classe
paper-hazards = Marchandises dangereuses
paper-explosive = Explosif net
paper-seal = scellé { $seal }
paper-list-and-count = Liste et compte
paper-more-or-less = En plus ou en moins
paper-reason-note = { $reason } : { $note }
paper-listed-and-seen = Sur la liste et comptées :
paper-listed-not-seen = Sur la liste, non comptées :
paper-seen-not-listed = Comptées, pas sur la liste :
paper-matters = Différends
paper-pieces-due = Pièces à contrôler
paper-accepted-on = Acceptée
paper-due-on = Échéance
paper-found = Constat
paper-how = Méthode
paper-check-how = Cocher une case pour le constat et une pour la méthode. Une pièce non présentée demande pour remarque l’un des motifs ci-dessous. Puis le déclarer : seules comptent les déclarations.
paper-check-reasons = Motifs

## Place pour l’encre

paper-ink-name = Nom
paper-ink-function = Fonction
paper-ink-time = Jour et heure
paper-ink-signature = Signature
paper-sign-dispatched = Expédié par
paper-sign-commander = Chef de convoi
paper-sign-arrived = Arrivée vue par
paper-sign-loaded = Chargé par
paper-sign-driver = Conducteur
paper-sign-unloaded = Déchargé par
paper-sign-giver = Pour le cédant
paper-sign-receiver = Pour le destinataire
paper-sign-checked = Contrôlé par
paper-sign-keeper = Gardien du site
paper-sign-witness = Témoin

## Ordres

paper-movement-order = Ordre de mouvement
paper-credit = Crédit de mouvement
paper-ordered-by = Ordonné par
paper-plan = Plan
paper-situation = Situation
paper-task = Mission
paper-state = État
paper-columns = Colonnes ; heures en { $zone }
paper-control = Mesures de coordination
paper-for-all = Pour toutes les colonnes
paper-rate = Vitesse de marche
paper-until = Jusqu’à
paper-halts = Haltes ; heures en { $zone }
paper-at-point = { $place } ; heures en { $zone }
paper-signals = Transmissions (à la main)
paper-signal-call = Indicatif
paper-signal-frequency = Fréquence ou numéro
paper-signal-other = Secours
paper-signal-hours = Heures
paper-loaded = Chargé
paper-allowed-by = Admis ensemble par
paper-credit-issued = délivré
paper-credit-asked = à demander
paper-credit-means = La colonne peut emprunter ces routes de l’entrée de son premier véhicule à la sortie de son dernier, et aucune autre. Qui ne peut tenir les heures avertit la régulation routière et fait halte hors de la route.
paper-sign-ordered = Pour l’autorité qui ordonne
paper-sign-received = Reçu par
paper-sign-issued = Délivré par

## Ligne de commande

paper-written = { $file } : { $bytes } octets
paper-march-order = Ordre de marche
paper-driver = Conducteur (à la main)
paper-march-place = { $number } (rame { $serial }, unité de marche { $unit })
