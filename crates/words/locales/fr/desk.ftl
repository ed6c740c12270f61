# Écrire depuis la page : ouvrir une session, et ce qui y est signé.

## Ouvrir une session

desk-sign-in = Ouvrir une session
desk-sign-in-again = Votre session est terminée. Ouvrez-la de nouveau : rien de ce que vous avez saisi n’est perdu.
desk-sign-in-over = Session échue : ouvrir de nouveau
desk-sign-in-note = La phrase secrète est celle des clés de ce nœud. Elle déverrouille les clés des officiers nommés pour huit heures au plus.
desk-who = Officier
desk-also = Aussi au nom de
desk-choose = Choisir
desk-passphrase = Phrase secrète
desk-unlocking = Déverrouillage des clés
desk-cancel = Annuler
desk-officer = { $role }, { $officer }
desk-left = encore { $n } min
desk-signed-in = Session de
desk-lasts = Durée
desk-sign-out = Fermer la session
desk-sign-out-note = La fermeture efface les clés, et ce qui a été saisi ici sans être signé.
desk-now = Session ouverte au nom de { $officer }

## Clés d’accès

desk-passkey-sign-in = Ouvrir avec une clé d’accès
desk-passkey-waits = En attente de la clé d’accès
desk-passkey-home = Une clé d’accès tient à un nom, non à une adresse : ouvrez cette page sous { $url } pour vous en servir.
desk-passkey-unable = Ce navigateur ne connaît pas ici de clés d’accès.
desk-passkeys = Clés d’accès
desk-passkey-label = Comment l’appeler
desk-passkey-note = Elle ouvre désormais les clés de cet officier sur ce nœud, sans la phrase secrète. Qui la détient et peut la déverrouiller signe en ce nom.
desk-passkey-add = Ajouter une clé d’accès
desk-passkey-added = { $name } ouvre désormais la session.
desk-passkey-used = Dernier usage
desk-passkey-unused = Pas encore utilisée
desk-passkey-old = Pour des clés remplacées depuis : elle n’ouvre plus rien.
desk-passkey-remove = Retirer { $name }
desk-passkey-removed = { $name } est retirée.

## Ce qui est refusé

desk-problem-unreachable = Le serveur ne répond pas. Votre saisie est gardée ici ; renvoyez-la : elle n’est signée qu’une fois, même envoyée plusieurs fois.
desk-problem-passphrase = Cette phrase secrète n’ouvre pas les clés de ce nœud.
desk-problem-attempts =
    { $seconds ->
        [one] Trop d’essais. Le prochain est possible dans { $seconds } seconde.
       *[other] Trop d’essais. Le prochain est possible dans { $seconds } secondes.
    }
desk-problem-expired = La session est terminée. Ouvrez-la de nouveau.
desk-problem-sign-in = Aucune session n’est ouverte. Ouvrez-en une d’abord.
desk-problem-not-yours = Il y faut un autre officier, dont la session n’est pas ouverte.
desk-problem-passkey = Cette clé d’accès n’ouvre rien ici. Elle a pu être retirée ; ouvrez par la phrase secrète.
desk-problem-passkey-none = Personne n’a encore ajouté de clé d’accès ici. Ouvrez par la phrase secrète, puis ajoutez-en une.
desk-problem-passkey-stale = Des clés ont été remplacées depuis l’ajout de celle-ci. Ouvrez par la phrase secrète et ajoutez-la de nouveau.
desk-problem-passkey-challenge = C’était trop long, ou envoyé deux fois. Recommencez.
desk-problem-passkey-many = Trop de clés d’accès sont demandées. Réessayez dans deux minutes.
desk-problem-passkey-name = Une clé d’accès tient à un nom. Ouvrez cette page sous le nom du serveur, à son propre port.
desk-problem-passkey-prf = Celle-ci ne peut verrouiller de clés : elle ignore PRF. Prenez une clé de sécurité avec code, un autre navigateur ou un autre appareil.
desk-problem-passkey-passphrase = Pour en ajouter une, fermez la session et ouvrez-la par la phrase secrète.
desk-problem-passkey-here = Cet appareil ou cette clé en a déjà une ici.
desk-problem-passkey-stopped = Aucune clé d’accès n’a été présentée. Réessayez, ou ouvrez par la phrase secrète.
desk-problem-refused = Cela ne peut se faire en l’état.
desk-problem-refused-now = Ce qui est conservé ici s’y oppose.
desk-problem-idempotency = Une forme antérieure est déjà signée ; celle-ci ne l’est pas. Regardez ce qui a été signé avant de l’envoyer.
desk-problem-busy = Un autre processus écrit dans le nœud. Renvoyez dans un instant.
desk-problem-too-long = C’est trop long pour une requête.
desk-problem-query = Cela ne peut être lu.
desk-problem-json = Cela ne peut être lu.
desk-problem-unknown = Rien de tel ici.
desk-problem-other = Le serveur a refusé.

## Signer

desk-sign = Signature
desk-signs = { $officer } signe
desk-signed =
    { $n ->
        [0] Rien de nouveau n’est signé ; ce qui a été décidé est gardé.
        [one] { $n } déclaration est signée.
       *[other] { $n } déclarations sont signées.
    }
desk-unfit =
    { $n ->
        [one] { $n } d’entre elles ne concorde pas avec le reste ; elle est signée quand même, et figure sous Compte.
       *[other] { $n } d’entre elles ne concordent pas avec le reste ; elles sont signées quand même, et figurent sous Compte.
    }
desk-send-again = Renvoyer
desk-throw-away = Jeter
desk-sure = { $what } : certain ?
desk-see-map = Voir la carte

## Un rapport

desk-report = Déposer un rapport
desk-report-sign-in = Qui dépose un rapport le signe : ouvrez d’abord une session.
desk-report-text = Le rapport, tel qu’il a été reçu
desk-report-date = Son jour. Il n’est jamais deviné.
desk-report-outlet = Qui l’a publié ou envoyé
desk-report-no-outlet = Aucun organe, ou inconnu
desk-report-note = La lecture n’écrit rien. Vous décidez de chaque ébauche avant toute signature.
desk-report-read = Lire
desk-report-of = Rapport du { $date }
desk-report-back = Changer le texte ou le jour
desk-report-dropped = Le texte ou les règles ont changé : ce qui avait été décidé est écarté.
desk-text = Texte du rapport
desk-draft = Ébauche { $n }
desk-verdict = Ce qu’elle devient
desk-verdict-accept = accepter
desk-verdict-edit = corriger
desk-verdict-reject = rejeter
desk-verdict-later = plus tard
desk-fate-signed = Déjà signée.
desk-fate-rejected = Déjà rejetée.
desk-grade-other = Vous dites { $yours }, la suggestion était { $suggested }. Les deux sont gardées.
desk-missing-grade = Lettre et chiffre viennent d’une personne, chacun à part : il en manque un.
desk-missing-edit = Rien n’a été corrigé. Alors elle s’accepte, sans correction.
desk-anew = Ce qui est juste
desk-anew-note = La lecture est gardée à côté, de même que la note suggérée { $grade }.
desk-as-read = Lu : { $what }
desk-add = Ajouter une route ou un lieu
desk-take-away = Retirer { $name }
desk-history = de l’histoire, non une nouvelle
desk-tally = { $accepted } acceptées, { $rejected } rejetées, { $later } pour plus tard
desk-sign-decisions = Signer les décisions

## Sur une route ou un lieu

desk-observe = Rapporter à la main
desk-observe-sign = Signer le rapport
desk-observe-when = Quand il en était ainsi
desk-observe-words = Ce qui a été dit, mot pour mot
desk-observe-class = Quelle sorte de source
desk-observe-source = Le nom propre à la source
desk-observe-source-note = Lettres latines et chiffres, tels que patrouille-3 ; la même source garde le même nom.
desk-closure = Tracer une fermeture
desk-closure-sign = Signer la fermeture
desk-closure-note = Elle vaut au-dessus de tous les rapports jusqu’à sa fin. Un officier des mouvements ou une autorité la prononce.
desk-closure-reason = Pourquoi
desk-closure-backwards = Elle doit finir après son début.
desk-closure-from = Depuis (vide : depuis toujours)
desk-closure-to = Jusqu’à
desk-acknowledge = Accuser réception de cet avis

## Plan

desk-plan = Faire un plan
desk-plan-from = À partir de (vide : maintenant)
desk-plan-seconds = Secondes pour en chercher un meilleur
desk-plan-again = Replanifier selon ce qui a changé
desk-plan-note = Faire un plan n’ordonne rien.
desk-plan-make = Faire le plan
desk-planning = Planification
desk-plan-made = Plan { $digest }, pas encore ordonné
desk-plan-empty = Aucune colonne : il ne reste rien à porter, ou rien ne peut l’être.
desk-plan-behind =
    { $n ->
        [one] { $n } besoin reste en arrière.
       *[other] { $n } besoins restent en arrière.
    }
desk-plan-sound = Le contrôle n’a pas d’objection.
desk-plan-objections =
    { $n ->
        [one] Le contrôle a { $n } objection, il ne peut donc être ordonné :
       *[other] Le contrôle a { $n } objections, il ne peut donc être ordonné :
    }
desk-plan-issue = Signer les ordres
desk-plan-sure =
    { $n ->
        [one] Je l’ordonne : ordre de mouvement et crédit pour { $n } colonne du plan { $digest }
       *[other] Je l’ordonne : ordres de mouvement et crédits pour { $n } colonnes du plan { $digest }
    }

## Remise

desk-handover = Remises
desk-offers-none = Aucune liste n’a été offerte.
desk-offer = Offrir ce qu’a { $convoy }
desk-offer-sign = Signer la liste
desk-offer-note = La liste est ce que le livre donne encore au convoi. Le destinataire compte lui-même.
desk-offer-waits = Pas encore comptée
desk-offer-counted = Comptée
desk-offer-over = Terminée
desk-count = Compter
desk-count-sign = Signer le compte
desk-count-same = comme sur la liste
desk-count-reason = Motif de la différence
desk-counted = Compté
desk-listed = sur la liste :
desk-close = Clore
desk-close-sign = Signer la clôture
desk-settle = Dire comment elle finit
desk-settle-sign = Signer cette parole
desk-settle-how = L’autre partie a dit comment elle devrait finir
desk-settle-agree = comme le dit l’autre partie
desk-settle-own = autrement
desk-settle-verdict = Comment elle finit
desk-settle-quantity = Quantité
desk-settle-site = Site, par sa clé (où la fin l’exige)
desk-settle-note = Note
desk-offer-part = Comptée en partie
desk-count-counted = compté autrement
desk-count-later = compté plus tard
desk-withdraw = La retirer
desk-withdraw-sign = Signer le retrait
desk-package = Un colis
desk-package-mark = Sa marque ou son étiquette, telle qu’on la lit
desk-package-seal = Numéro de son scellé, tel qu’on le lit
desk-package-add = Dire comment un colis a été trouvé
desk-pieces-enter = Scannez ou tapez le numéro d’une pièce, puis Entrée
desk-pieces-here = { $serial } : trouvée
desk-pieces-again = { $serial } était déjà trouvée
desk-pieces-further = { $serial } n’est pas sur la liste : notée comme trouvée en plus
desk-pieces-strange = Aucune pièce { $serial } n’est à contrôler ici
desk-pieces-not-listed = hors liste
desk-look = Consigner un contrôle
desk-look-sign = Signer le contrôle
desk-look-result = Ce qui a été trouvé
desk-look-method = Comment
desk-look-obstacle = Pourquoi elles n’ont pas été montrées
desk-look-photo = La photographie
desk-look-photo-note = Elle reste où elle est ; gardez-la. Son empreinte est signée.
desk-look-photo-of = { $name }, empreinte { $hash }
desk-look-witness = Témoin
desk-look-n =
    { NUMBER($n) ->
        [0] Aucune pièce choisie.
        [one] { $n } pièce choisie.
       *[other] { $n } pièces choisies.
    }
desk-plan-going =
    { NUMBER($n) ->
        [one] Recherche : { $n } seconde sur { $of }
       *[other] Recherche : { $n } secondes sur { $of }
    }
desk-plan-rounds =
    { NUMBER($n) ->
        [one] { $n } tour
       *[other] { $n } tours
    }
desk-plan-cancelled = La recherche a été annulée.
desk-look-photo-lost = Elle n’a pu être conservée, son empreinte n’est donc pas signée : { $why }
desk-count-photo = Une photographie de ce qui diffère, s’il y en a une
