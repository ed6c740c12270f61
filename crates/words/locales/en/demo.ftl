# The demonstration.

demo-opening =
    { $parties ->
        [one] { $title }. { $parties } party, each with a node, a journal and keys made for this demonstration; every quantity is illustrative.
       *[other] { $title }. { $parties } parties, each with a node, a journal and keys made for this demonstration; every quantity is illustrative.
    }
demo-own-words = What officers wrote stands in the language they wrote it in; all else is in yours.
demo-step-read = A report is read
demo-step-agreement = The agreement and the pledges under it
demo-step-picture = The corridor
demo-step-plan = The plan
demo-step-march = The march
demo-step-handover = The crossing
demo-step-check = End-use checks
demo-step-account = The account
demo-step-audit = The audit
demo-read =
    { $n ->
        [one] { $file } gives { $n } draft statement, with the words behind it, its source and a suggested grade:
       *[other] { $file } gives { $n } draft statements, each with the words behind it, its source and a suggested grade:
    }
demo-signed =
    { $n ->
        [one] The movement officer confirms and signs { $n } of them.
       *[other] The movement officer confirms and signs { $n } of them.
    }
demo-other-reports =
    { $statements ->
        [one] Reports that reached the other parties: { $reports }; they signed { $statements } statement, and every node heard of it.
       *[other] Reports that reached the other parties: { $reports }; they signed { $statements } statements, and every node heard of them.
    }
demo-pledges = Pledged under it:
demo-ordered =
    { $n ->
        [one] { $n } consignment, order or credit was signed.
       *[other] { $n } consignments, movement orders and movement credits were signed.
    }
demo-closing-report =
    { $n ->
        [one] At { $at } a report of the road ahead gives { $n } statement; the picture changes:
       *[other] At { $at } a report of the road ahead gives { $n } statements; the picture changes:
    }
demo-replanned = The plan is made again for what has changed; all else stays.
demo-offered = { $convoy } offers its signed list { $offer }; the receiver counts by himself:
demo-holders = What both have said alike has changed holder; what they dispute stands apart:
demo-settled = Matter { $matter }: giver and receiver have said the same end; it is settled.
demo-overdue =
    { $n ->
        [0] No check is overdue.
        [one] { $n } check is overdue.
       *[other] { $n } checks are overdue.
    }
demo-sums =
    { $items ->
        [one] { $items } item; books that do not sum to zero: { $off }.
       *[other] { $items } items; books that do not sum to zero: { $off }.
    }
demo-journal =
    { $n ->
        [one] { $journal }: { $n } entry, root { $root }, verified from its bytes
       *[other] { $journal }: { $n } entries, root { $root }, verified from its bytes
    }
demo-attested = Everybody has cosigned what he holds of the others. What they attest of the receiver's count { $statement }:
demo-same = A fresh node that trusts nobody read { $files } files, verified { $entries } entries, and came to the same reconciliation: { $bytes } bytes, all alike.
demo-differs = A fresh node read { $files } files and { $entries } entries, and came to ANOTHER reconciliation than these { $bytes } bytes.
demo-written = Written to { $dir }: plan.json, march-table.csv, plan-1.json and march-table-1.csv of the first plan, picture.geojson, reconciliation.csv, journals.
demo-silent-axes =
    { $n ->
        [one] Nobody reported on { $n } other axis: unknown, which is not the same as open.
       *[other] Nobody reported on { $n } other axes: unknown, which is not the same as open.
    }
demo-books = Every account of the two items that were disputed; the other books are as even:
demo-sign-in = { $officer } signs in at the page with the passphrase { $passphrase }; what is signed is gone when this ends
