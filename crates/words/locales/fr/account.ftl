# Le compte par parties, promesses et contrôles.

## Colonnes

col-by-pace = À ce rythme
col-by-plan = Selon les ordres
col-cause = Ce qu’il en est
col-condition = Condition
col-cosigned-by = Cosigné par
col-entered = Entré
col-figure = Chiffre
col-left = Sorti
col-lot = Lot
col-opening = Ouverture
col-pieces = Pièces
col-pledge = Promesse
col-rests-on = Repose sur
col-returned = Rendu
col-turn = Son tour

## Titres

title-evidence = Ce qui fonde les déclarations
title-explained = Expliqué
title-pledge = Promesse { $pledge }
title-storage = Stockage
title-unexplained = Inexpliqué
title-why-line = Pourquoi : { $pledge }, ligne { $line }, { $item }

## Le compte

account-elsewhere = sur d’autres comptes
account-nothing-there = rien de ce qui est demandé n’est au compte
account-unexplained =
    { $n ->
        [0] Rien n’est inexpliqué.
        [one] { $n } chiffre que rien n’explique :
       *[other] { $n } chiffres que rien n’explique :
    }

## Promesses

pledges-at = Les promesses au { $at }
outlook-pace = { $when } : { $accepted } depuis le { $since }
outlook-plan = { $when }, avec { $convoys }
outlook-plan-behind = en retard : { $convoys }, prévu le { $due }
outlook-plan-none = sans ordre
outlook-plan-part = avec { $convoys } ; sans ordre : { $left }

## Contrôles

checks-at =
    { $n ->
        [0] Contrôles au { $at } : aucune pièce n’est à contrôler.
        [one] Contrôles au { $at } : { $n } pièce, { $late } en retard.
       *[other] Contrôles au { $at } : { $n } pièces, { $late } en retard.
    }
checks-forecast = Contrôles à échéance d’ici le { $until } : { $wanted } ; en retard à ce rythme : { $n }.
checks-look = { $when } { $found }, { $how }
checks-pace =
    { $n ->
        [0] Rien n’a encore été contrôlé.
        [one] { $n } contrôle jusqu’ici, depuis le { $since }.
       *[other] { $n } contrôles jusqu’ici, depuis le { $since }.
    }
