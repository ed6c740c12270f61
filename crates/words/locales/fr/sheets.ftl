# Catalogue, listes de tableurs, classeurs.

col-code = Code
col-unit = Unité
col-tracking = Suivi
col-expires = Bon jusqu’au
col-consignment = Envoi
col-giver = Cédant
col-explained = Expliqué
col-settled = Réglé
col-unplanned = Hors ordre
sheet-reconciliation = Rapprochement
sheet-pledges = Promesses
sheet-variances = Écarts
sheet-balances = Soldes
sheet-matters = Différends
sheet-checks = Contrôles
sheet-statements = Déclarations
export-written = { $file } est écrit
cell-yes = oui
catalogue-empty = aucun article n’est encore défini
item-code = Code
item-name-en = Nom anglais
item-name-fr = Nom français
item-name-ar = Nom arabe
item-unit = Unité
item-conversions = Autres unités
item-mass = Masse d’une unité
item-volume = Volume d’une unité
item-millilitres = { $n } ml
item-tracking = Suivi
item-hazard = Marchandises dangereuses
item-net-explosive = Masse nette explosive d’une unité
item-nsn = NSN (OTAN)
item-unspsc = UNSPSC
item-gtin = GTIN
item-foodstuff = Denrée
item-enhanced = Contrôle renforcé de l’usage final
item-check-days = Jours jusqu’au premier contrôle
item-said-by = Dit par
import-none-appended = lignes fautives : { $bad }, lignes bonnes : { $good } ; rien n’a été ajouté
import-ignored = colonnes non lues : { $names }
import-bad-more =
    { $n ->
        [one] et { $n } autre cellule fautive
       *[other] et { $n } autres cellules fautives
    }
import-unchanged =
    { $n ->
        [one] { $n } ligne dit ce qui est déjà connu
       *[other] { $n } lignes disent ce qui est déjà connu
    }
hint-import-day = écrire les jours comme 2026-05-31 ; les autres ordres ont deux lectures
hint-import-formula = mettre la valeur à sa place (copier, puis coller les valeurs seules)
hint-import-headings = `docs/catalogue.md` donne les en-têtes et les étiquettes HXL qui sont lus
hint-import-item = importer d’abord le catalogue, avec `qafila catalogue import`
hint-import-merged = défusionner les cellules et remplir chacune
hint-import-number = l’écrire sans séparateur de milliers
hint-import-skip = corriger les cellules, ou ajouter les bonnes lignes avec `--skip-bad`
hint-import-utf8 = enregistrer en CSV UTF-8, ou en XLSX
hint-import-xlsx = enregistrer en XLSX sans mot de passe, ou en CSV UTF-8
