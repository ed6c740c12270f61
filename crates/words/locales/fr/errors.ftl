# Conseils : que faire ensuite, une phrase pour chaque sorte d’échec.

hint-busy = un autre processus écrit dans le nœud ; réessayez quand il aura fini
hint-damaged = demandez une copie neuve à la partie ou à quiconque détient le journal
hint-damaged-store = restaurez le nœud depuis une copie, puis importez les journaux des partenaires
hint-date = nommez le jour avec `--date`, par exemple `--date 2013-02-08` ; il n’est jamais deviné
hint-denied = l’utilisateur qui exécute ceci ne peut que lire le dossier du nœud et ses fichiers ; exécutez-le comme leur propriétaire
hint-empty-folder = nommez un dossier qui n’existe pas encore
hint-head-moved = quelqu’un d’autre a ajouté entre-temps ; relancez la commande
hint-init = créez un nœud avec `qafila init`
hint-journal-folder = nommez le dossier d’un journal, ou le dossier au-dessus de plusieurs
hint-hidden = ce qui commence par `hidden:` est écrit à la signature ; donnez la valeur, et `"hidden": {"{"}"fields": ["place"], "parties": ["monitor"]{"}"}` à côté de `kind`
hint-jsonl = chaque ligne est un objet JSON ; `docs/statements.md` les montre
hint-log = `qafila journal log` liste les déclarations avec leur empreinte de feuille
hint-matters = `qafila handover matters` liste les bordereaux et les différends avec leur empreinte
hint-nearest = vouliez-vous dire { $names } ?
hint-no-node = nommez le dossier d’un nœud avec `--node`, ou créez-en un avec `qafila init`
hint-not-there = un convoi peut remettre une fois arrivé ; dites-le par une déclaration `progress`
hint-officer = nommez qui signe avec `--officer`, ou `"officer"` dans la ligne
hint-order = `qafila plan --order` signe les ordres d’un plan
hint-other-folder = nommez un autre dossier, ou déplacez cela
hint-outcome = donnez `--outcome ITEM=N:VERDICT` pour chaque ligne contestée, ou `--agree`
hint-other-passphrase = définissez `QAFILA_OTHER_PASSPHRASE`, ou lancez la commande dans un terminal
hint-passphrase = définissez `QAFILA_PASSPHRASE`, ou lancez la commande dans un terminal
hint-plan = `--replan last` replanifie à partir du plan en vigueur
hint-pledge = une promesse arrive par `qafila journal import`, ou par `qafila say` sur le nœud du donateur
hint-port = choisissez un autre port avec `--port`
hint-reason = ajoutez-le après un deux-points : `short`, `over`, `damaged`, `substituted`, `wrong_serial`, `wrong_lot`, `seal_broken`
hint-restored = ce nœud a été restauré depuis une ancienne copie ; ne signez pas avec lui avant que son journal soit de nouveau complet
hint-route-why = `--why` nomme ce qui est fermé ou disputé sur le chemin le plus court
hint-seal-key = importez d’abord le journal de cette partie, ou écrivez le dossier ouvert avec `--plain`
hint-skip-bad = corrigez les lignes, ou ajoutez les bonnes avec `--skip-bad`
hint-split = divisez-le et lisez les parties
hint-split-view = gardez les deux copies : ensemble elles prouvent que la partie montre deux versions de son histoire
hint-stock = ce qui se trouve sur un site se déclare avec `stock_declared`
hint-unknown = corrigez les lignes, ajoutez les bonnes avec `--skip-bad`, ou laissez passer avec `--unknown` ce qu’un partenaire doit encore définir
hint-utf8 = convertissez d’abord le texte en UTF-8
