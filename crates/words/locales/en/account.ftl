# The account in parts, pledges and checks.

## Columns

col-by-pace = At the pace so far
col-by-plan = By orders
col-cause = What became of it
col-condition = Condition
col-cosigned-by = Cosigned by
col-entered = Entered
col-figure = Figure
col-left = Left
col-lot = Lot
col-opening = Opening
col-pieces = Pieces
col-pledge = Pledge
col-rests-on = Rests on
col-returned = Returned
col-turn = Its turn

## Titles

title-evidence = What stands behind the statements
title-explained = Explained
title-pledge = Pledge { $pledge }
title-storage = Storage
title-unexplained = Unexplained
title-why-line = Why: { $pledge }, line { $line }, { $item }

## The account

account-elsewhere = in other accounts
account-nothing-there = nothing of what was asked for is in the account
account-unexplained =
    { $n ->
        [0] Nothing is unexplained.
        [one] { $n } figure is explained by nothing:
       *[other] { $n } figures are explained by nothing:
    }

## Pledges

pledges-at = Pledges at { $at }
outlook-pace = { $when }: { $accepted } since { $since }
outlook-plan = { $when }, with { $convoys }
outlook-plan-behind = behind: { $convoys } was due { $due }
outlook-plan-none = not ordered
outlook-plan-part = with { $convoys }; not ordered: { $left }

## Checks

checks-at =
    { $n ->
        [0] Checks at { $at }: no piece has to be looked at.
        [one] Checks at { $at }: { $n } piece, { $late } overdue.
       *[other] Checks at { $at }: { $n } pieces, { $late } overdue.
    }
checks-forecast = Looks due by { $until }: { $wanted }; late at this pace: { $n }.
checks-look = { $when } { $found }, { $how }
checks-pace =
    { $n ->
        [0] Nothing was looked at so far.
        [one] { $n } look so far, since { $since }.
       *[other] { $n } looks so far, since { $since }.
    }
