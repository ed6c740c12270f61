# La page du téléphone : un nœud dans un navigateur.

phone-title = Téléphone
phone-crossing = Passage
phone-verify = Vérifier une preuve
phone-online = Il y a du réseau.
phone-offline = Pas de réseau ; rien ici n’en a besoin.
phone-kept = Cette page est gardée sur le téléphone.
phone-unsent =
    { $n ->
        [0] Tout est arrivé au bureau.
        [one] { $n } déclaration pas encore au bureau.
       *[other] { $n } déclarations pas encore au bureau.
    }
phone-trouble = Le téléphone est inutilisable.
phone-elsewhere = Le téléphone est ouvert dans une autre fenêtre de ce navigateur. Fermez-la et rechargez cette page.
phone-passphrase = Phrase secrète
phone-passphrase-again = La même, encore une fois
phone-passphrases-differ = Les deux phrases secrètes diffèrent. Tapez-les de nouveau.
phone-refused = Pas fait.
phone-why-passphrase = Cette phrase secrète n’ouvre pas les clés de ce téléphone.
phone-why-no-slip = Ce n’est pas un bordereau ni une preuve, ou pas en entier. Prenez tout le texte, ou photographiez le code de nouveau.
phone-why-no-code = Aucun code n’a pu être lu sur cette image. Prenez-la de plus près, bien droite, avec un seul code.
phone-why-no-bundle = Ce fichier ne contient pas de journaux. Choisissez le fichier tel que le bureau ou l’autre téléphone l’a enregistré.
phone-why-no-pass = Ce n’est pas le laissez-passer de ce téléphone. Demandez au bureau celui qui répond à sa demande.
phone-why-not-known = Ce sur quoi cela repose n’est pas encore connu ici. Apportez d’abord les journaux de l’autre partie.
phone-why-counted = Cette liste a déjà été comptée ; le premier décompte tient.
phone-why-reason = Ce qui a été compté diffère de la liste : dites pourquoi, pour chaque ligne qui diffère.
phone-why-unseen = Le texte contient un caractère que personne ne voit. Tapez-le au lieu de le coller.
phone-working = En cours
phone-unlock = Déverrouiller
phone-lock = Verrouiller les clés
phone-new = Ce téléphone peut devenir un appareil de votre partie : il signe avec ses propres clés, qui n’en sortent jamais, et travaille sans réseau. Ce qu’il dit est gardé dans ce navigateur jusqu’au retour au bureau.
phone-name = Son nom : minuscules, chiffres et « - »
phone-begin = Créer les clés
phone-ask = 1. Demander au bureau
phone-ask-how = Remettez cette ligne au bureau. Là, { $command } y répond par un laissez-passer.
phone-request-file = Enregistrer la demande dans un fichier
phone-pass = 2. Prendre le laissez-passer
phone-pass-file = Le laissez-passer, un fichier en { $ending }
phone-who = Qui signe sur ce téléphone, de { $party }
phone-take-up = Commencer
phone-take = Prendre ce que montre l’autre partie
phone-slip-text = Texte du bordereau
phone-slip-file = Ou une photo du code, ou un fichier
phone-take-do = Prendre
phone-taken = Pris : { $kind }, signé pour { $officer }. La signature et sa place dans le journal sont bonnes.
phone-known = Déjà connu : { $kind }, signé pour { $officer }.
phone-waiting = Convois à leur passage
phone-offer = Signer la liste
phone-offers = Listes
phone-no-offers = Aucune liste n’est connue ici. Prenez-en une au téléphone de la partie qui remet, ou apportez les journaux.
phone-from-to = { $giver } à { $receiver }, { $place }
phone-state-open = pas encore compté
phone-state-answered = compté
phone-state-withdrawn = retiré
phone-count = Compter
phone-show-offer = Montrer la liste
phone-show-answer = Montrer le décompte
phone-listed = Sur la liste : { $n } ({ $unit })
phone-counted = Compté
phone-all-there = Tout y est
phone-reason = Pourquoi cela diffère
phone-note = Remarque
phone-sign-as = Signé pour { $officer }.
phone-sign = Signer le décompte
phone-slip = Pour l’autre partie
phone-slip-code = Code de la déclaration signée et de sa preuve
phone-slip-long = Avec { $bytes } octets, c’est trop long pour un code ; remettez le texte ou le fichier.
phone-slip-as-text = La même chose en texte
phone-slip-save = Enregistrer dans un fichier
phone-close = Fermer
phone-journals = Journaux
phone-home = Rapportez au bureau ce que ce téléphone a dit : il le prend par { $command }.
phone-bundle = Enregistrer le journal de ce téléphone
phone-bundle-in = Apporter des journaux du bureau, un fichier en { $ending }
phone-verify-how = La preuve est jugée dans ce navigateur seul. Déposez un fichier ici, collez son texte ou photographiez son code.
phone-proof = Preuve
phone-proof-file = Ou un fichier, ou une photo du code
phone-keys = Lignes de clé des journaux auxquels vous vous fiez, outre ceux de ce téléphone
phone-leaf = Empreinte, si la preuve ne révèle pas sa déclaration
phone-judge = Juger
phone-verdict-sound = Valable
phone-verdict-unsound = Non valable
phone-verdict-unknown = La clé du journal n’est pas connue ici : rien n’est prouvé. Ajoutez sa ligne de clé.
phone-proves = Entrée { $n } du journal { $journal }, empreinte { $leaf }
phone-says = Elle dit : { $kind }, signé pour { $officer }, à son propre dire le
phone-cosigned = Cosigné par { $by }
phone-entries =
    { $n ->
        [one] { $n } entrée
       *[other] { $n } entrées
    }
phone-imported =
    { $n ->
        [one] { $n } nouvelle entrée prise.
       *[other] { $n } nouvelles entrées prises.
    }
phone-checks = Contrôles
phone-checks-none = Aucune pièce à contrôler n’est connue ici. Apportez les journaux.
phone-checks-due =
    { $n ->
        [one] { $n } pièce à contrôler
       *[other] { $n } pièces à contrôler
    }
phone-checks-seen =
    { $n ->
        [one] { $n } pièce sans contrôle à faire
       *[other] { $n } pièces sans contrôle à faire
    }
phone-check-signed =
    { $n ->
        [one] Le contrôle de { $n } pièce est signé, et gardé ici jusqu’à son retour au bureau.
       *[other] Le contrôle de { $n } pièces est signé, et gardé ici jusqu’à son retour au bureau.
    }
phone-check-look = Contrôler { $serial }
phone-scan-photo = Ou une photographie de son code
phone-scan-camera = Lire les codes par l’appareil photo
phone-scan-seen = Ce que voit l’appareil photo
phone-scan-stop = Fermer l’appareil photo
phone-photos = Photographies sur ce téléphone
phone-photos-note = Elles restent ici ; seules leurs empreintes sont signées. Enregistrez celles qu’il faudra montrer.
phone-photo-save = Enregistrer { $name }
phone-photo-remove = Supprimer { $name }
phone-photo-remove-sure = Supprimer { $name } pour de bon
