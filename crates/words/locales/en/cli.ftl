# Command line: tables, answers, findings.

## Columns

col-accepted = Accepted
col-account = Account
col-after = After
col-age = Age
col-agreement = Agreement
col-amount = Amount
col-at-crossing = At crossing
col-axis = Axis
col-before = Before
col-certainty = Certain
col-claim = Claim
col-near = How near
col-country = Country
col-word = Word
col-text = Text
col-lines = Lines
col-change = Change
col-clear = Clear
col-convoy = Convoy
col-counted = Counted
col-counts-as = Counts as
col-crossing = Crossing
col-departs = Departs
col-difference = Difference
col-dispatched = Dispatched
col-disputed = Disputed
col-due = Due
col-event = Event
col-filed-by = Filed by
col-finding = Finding
col-from = From
col-grade = Grade
col-hazard = Hazard
col-holder = Held by
col-hours = Hours
col-item = Item
col-kind = Kind
col-last = Last report
col-last-look = Last look
col-length = Length
col-line = Line
col-load = Load
col-lost = Lost
col-mass = Mass
col-matter = Matter
col-note = Note
col-number = No.
col-offer = Offer
col-offered = Offered
col-officer = Officer
col-opened-by = Opened by
col-origin = Origin
col-outcome = Ends
col-owed = Owed
col-owner = To settle it
col-package = Package
col-packed = Packed
col-pass-time = Pass time
col-place = Place
col-pledged = Pledged
col-point = Point
col-priority = Priority
col-reason = Reason
col-receiver = Receiver
col-regime = Regime
col-reports = Reports
col-road-space = Road space
col-rule = Rule
col-says = Says
col-seal-found = Seal found
col-seal-listed = Seal listed
col-segment = Segment
col-serial = Serial
col-serials = Serials
col-since = Since
col-site = Site
col-source = Source
col-state = State
col-statement = Statement
col-status = Status
col-time = Time
col-to = To
col-vehicle = Vehicle
col-vehicles = Vehicles
col-verified = Verified
col-weight = Weight
col-when = When
col-words = Words
col-words-so-far = Settled for

## Cells

list-separator = ,{ " " }
cell-background = background
cell-conflicting = { $state }, reports disagree
cell-denied = not { $state }
cell-part = — { $part }
cell-erased = erased { $when }: { $reason }
cell-excepted = { $status }, deliveries excepted
cell-hidden = hidden ({ $mark })
cell-hours = { $span } ({ $offset })
cell-no-change = no change
cell-overridden = { $state }, set by { $party }
cell-own-wheels = on own wheels
cell-percent = { $n } %
cell-same-origin = same origin
cell-time-alone = only time has passed
cell-withheld = content not disclosed to this node
account-disputed = disputed, matter { $matter }
account-lost = lost, { $by }
account-moving = { $holder }, on the way to { $site }
account-reserved = { $holder }, { $site }, set aside for { $pledge }
account-source = outside: opening stock
account-stock = { $holder }, { $site }
account-unlisted = outside: beyond every list
account-way = { $stage }, { $consignment }
title-changes = Changed since { $since }
title-learnt = Changed by what this node has learnt since { $since }
title-march = Convoy { $convoy }, movement credit { $credit }
title-why = Why: { $axis }
title-why-item = Why: { $item }

## Node

init-done = node { $dir } speaks for { $party }; its journal is { $origin }; officers: { $officers }
serve-at = serving on { $url }, on this machine only; stop with Ctrl-C
serve-partners-at = serving partners on { $url }: journals and sealed packs, no page; stop with Ctrl-C

## Say

say-appended = { $statement } { $kind }
say-bad-line = line { $line }: { $fault }
say-bad-more =
    { $n ->
        [one] and { $n } more bad line
       *[other] and { $n } more bad lines
    }
say-dry-run =
    { $n ->
        [one] { $n } statement could be signed; nothing was appended
       *[other] { $n } statements could be signed; nothing was appended
    }
say-findings =
    { $n ->
        [one] it is in the journal, but { $n } thing does not fit:
       *[other] they are in the journal, but { $n } things do not fit:
    }
say-none-appended = bad lines: { $bad }, good lines: { $good }; nothing was appended

## Read

read-ask-date = Day of the report (such as 2013-02-08):{ " " }
read-drafts-only =
    { $n ->
        [one] { $n } draft; nothing is signed until a person accepts it (`--accept`)
       *[other] { $n } drafts; nothing is signed until a person accepts it (`--accept`)
    }
read-grades-suggested =
    { $n ->
        [one] signed with the grade that the reader suggested and nobody typed: { $grades }; `--grade` sets one
       *[other] { $n } signed with the grades that the reader suggested and nobody typed: { $grades }; `--grade` sets them
    }
read-nothing = no statement found: the text may be no report, or speak of other things
read-settled =
    { $n ->
        [one] { $n } draft of this text was decided before
       *[other] { $n } drafts of this text were decided before
    }
read-same-origin = this text shares long runs with one read before (origin { $origin }): both count as one voice
read-who = Who signs?
read-choices = accept (a), edit (e), reject (r), later (l), quit (q)
read-key-accept = a
read-key-edit = e
read-key-reject = r
read-key-later = l
read-key-quit = q
read-key-yes = y
read-key-no = n
read-letter = The source, a letter A to F: how far has it been right? F: cannot be judged
read-number = The claim, a number 1 to 6: how likely is it? 6: cannot be judged
read-reason = Why? (may be empty)
read-again = not understood: { $given }
read-tally = accepted: { $accepted }, rejected: { $rejected }, later: { $later }
read-return =
    { $n ->
        [one] { $n } draft waits: read the same text again to decide it
       *[other] { $n } drafts wait: read the same text again to decide them
    }
read-keep =
    { $n ->
        [one] { $n } draft is decided. Does that stand? yes (y), no (n)
       *[other] { $n } drafts are decided. Does that stand? yes (y), no (n)
    }
read-stopped = nothing was signed and nothing kept
read-about = About
read-about-open = not said: edit to name a road or a place
read-none = not said
read-named = { $name } ({ $key })
read-source = { $class }: { $words }
read-suggested = Suggested grade
read-suggestion = { $grade }: { $reasons }
read-doubt = Question
read-field-about = about
read-field-state = state
read-field-from = first day
read-field-to = last day
read-field-modality = how it is claimed
read-field-polarity = affirmed or denied
read-field-background = history
read-which-field = Which number is wrong? (empty: none)
read-values = one of: { $values }
read-new-value = What is right? (days such as 2013-02-08, `-` for an open end; several roads or places with +)
doubt-road-unknown = which road is meant? “{ $words }” fits none that is known
doubt-road-unresolved = which road is meant by “{ $words }”: { $candidates }?
doubt-place-unknown = is “{ $words }” a place? No table knows it
doubt-place-ambiguous = is “{ $words }” this place: { $candidates }?
doubt-attribution-uncertain = who says so? It could also be: { $classes }
doubt-time-ambiguous = which day is “{ $words }”? It could also be { $days }
doubt-may-duplicate = is it the same as “{ $words }”?
doubt-contradicts = the text also says: “{ $words }”
doubt-day-ahead = “{ $words }” lies after the day of the report, and is told as done
doubt-disguised = the line holds marks that turn letters around, or control characters: what was seen may differ from what was read
read-date-ahead = the day of the report, { $day }, lies after today
doubt-misprint = “{ $words }” was read although it is misspelt
doubt-one-signal = “{ $words }” speaks of a road, but says too little

## Lexicon

lexicon-tested = rules: { $rules }, entries of layers: { $entries }, examples that do not hold: { $faults }; lexicon { $hash }
lexicon-added = added; entries of layers: { $entries }, lexicon { $hash }
lexicon-difference = gained: { $gained }, lost: { $lost }
lexicon-gained = gained
lexicon-lost = lost
lexicon-nothing = no line that is kept here names two places or a road’s state and gave no statement

## Places

place-none = no place has a name like “{ $name }”
place-added = { $key } is read from now on as: { $names }
place-imported =
    { $n ->
        [one] { $n } place of { $file } is offered by `qafila place find`; none is recognised by itself
       *[other] { $n } places of { $file } are offered by `qafila place find`; none is recognised by itself
    }

## Tables of road statuses

reports-none = bad rows: { $bad }, good rows: { $good }; no draft was written
reports-drafted =
    { $n ->
        [one] { $n } draft; nothing is signed: look at it, then `qafila say`
       *[other] { $n } drafts; nothing is signed: look at them, then `qafila say`
    }

## Picture and route

picture-at = The corridor at { $at }
picture-no-change = nothing has changed since { $since }
picture-nothing-learnt = what this node has learnt since { $since } has changed nothing
picture-no-reports = nobody reported on { $axis }
state-contested = { $state }, certainty { $n } %

## Plan

plan-approved = The checker has no objection to plan { $plan }.
plan-objected =
    { $n ->
        [one] The checker has { $n } objection to plan { $plan }:
       *[other] The checker has { $n } objections to plan { $plan }:
    }
plan-changes = What the new plan changes:
plan-nothing-to-order = every convoy already has these orders
plan-weighed = Time, risk and lateness weigh { $weighed }; no plan with these columns is below { $bound } (gap { $gap }); { $rounds } other orders tried
plan-why = Why the plan is as it is:
reason-takes = { $convoy } takes { $crossing }, tail through at { $clear }
reason-leaves = { $convoy } does not take { $crossing }: { $why }
reason-avoids = { $convoy } goes round { $segment }: { $state }
reason-spares = { $convoy } does not use { $segment }: axle { $axle } of { $of } bears { $bears }, the stretch { $most }
reason-lighter-itself = vehicles at { $place } that carry less than they could: { $n }. Axle { $axle } of { $vehicle } may bear { $most }, so it carries { $payload } at most
reason-lighter-stretch = vehicles at { $place } that carry less than they could: { $n }. Every way leads over { $segment } or one that bears no more, { $most } an axle: by axle { $axle }, { $vehicle } carries { $payload } at most
reason-axles-not-judged = Axle loads of { $convoy } are not judged where nobody has said them: vehicles { $vehicles }, stretches { $stretches }
reason-accepts = { $convoy } uses { $segment } all the same: { $state }
reason-waits = { $convoy } waits at { $place } from { $from } to { $until }: { $cause }
reason-kept-apart = { $item } may not ride on { $vehicle } with { $with }: { $rule }
reason-divided =
    { $parts ->
        [one] { $item } rides in { $parts } part
       *[other] { $item } rides in { $parts } parts
    }
reason-columns-divided =
    { $vehicles ->
        [one] { $origin }: { $vehicles } vehicle, at most { $most } a column
       *[other] { $origin }: { $vehicles } vehicles, at most { $most } a column
    }
reason-stays-behind = { $n } of { $item } stay behind
reason-late = { $convoy } is late: due { $due }, through at { $clear }
reason-kept = { $convoy } stays as it was
reason-arrived = { $convoy } has arrived at { $crossing }
reason-affected = { $convoy } is affected: { $segment } ahead of it is { $state }
reason-affected-onward = { $convoy } is affected: { $segment } beyond its crossing is { $state }
reason-times-broken = the times of { $convoy } no longer hold from { $place } on
reason-turns = { $convoy } turns at { $place } from { $from } to { $to }
reason-stranded = { $convoy } has no usable way on and stays at { $place }
reason-dissolved = { $convoy } had not left and was dissolved
reason-accompanied-road = { $convoy } has { $role } with it: { $n }. { $segment } on its way counts as dangerous: { $danger }
reason-accompanied-share = { $convoy } has { $role } with it: { $n }, one for { $per } vehicles
reason-accompanied-tanks = { $convoy } has { $role } with it: { $n }. Its tanks last { $range }
reason-marches-short = { $convoy } marches short of { $role }: needed { $needed }, there { $there }
reason-returns = { $convoy }: vehicles that march along and come back: { $n }. All are at { $base } by { $back }
reason-released = { $convoy }: vehicles that march along and stay at { $crossing }: { $n }. They cannot come back: { $why }
reason-awaits-return = { $convoy } leaves no sooner than { $vehicle } is back, at { $back }
refusal-costlier = another is better by { $by }, time, risk and lateness together
refusal-axle-too-heavy = every way leads over stretches that bear too little: axle { $axle } of { $of } bears { $bears }, { $segment } { $most }
refusal-left-to-others = it is better by { $by } for this column, but all together do better so
refusal-escort-short = { $segment } counts as dangerous ({ $danger }) and asks for more escort: needed { $needed }, there { $there }
refusal-beyond-range = fuel does not last: { $needed } without a filling, and a vehicle goes { $range }
refusal-no-time = it cannot be passed before { $until }
refusal-no-way-onward = the receiver's road from there is not usable
refusal-no-way-there = no usable way leads there
wait-activity = { $party } uses { $segment } until { $until }
wait-crossing = { $convoy } is in { $crossing }
wait-daylight = daylight only; it begins at { $from }
wait-defile = { $convoy } is in the defile { $segment }
wait-fuel = the tanks are filled
wait-headway = { $convoy } is ahead on { $segment }
wait-hours = the drivers have driven as long as they may and sleep
wait-opening = { $crossing } opens at { $opens }
wait-orders = it waited for this plan
wait-receiver = the receiver is ready at { $crossing } from { $from }
wait-rest = rest
plan-would-change = What would have to change, each by itself and planned again:
would-change = { $change }: { $gain }
would-and = { "; " }
would-bring = { $n } of { $item } more would be brought
would-sooner = all together { $by } less late
would-lighter = time, risk and lateness would weigh { $by } less
would-vehicles =
    { $n ->
        [one] one more vehicle like { $like } at { $at }
       *[other] { $n } more vehicles like { $like } at { $at }
    }
would-larger = a vehicle for { $mass } and { $room } at { $at }
would-open-until = if { $crossing } stayed open until { $closes }
would-open = if { $crossing } were open at all hours
would-receiver = if the receiver were ready whenever { $crossing } is open
would-faster =
    { $n ->
        [one] if { $crossing } let through one vehicle an hour
       *[other] if { $crossing } let through { $n } vehicles an hour
    }
would-stretches = if { $segments } were open
would-bear = if { $segments } bore axles of { $axle }
would-two-ways = if columns could pass each other on { $segment }
would-night = if columns marched by night
would-no-activity = if { $party } did not use its stretches until { $until }
would-no-reserve = if nothing were kept in reserve
would-drivers = if drivers took turns and nobody had to stop for the long rest
would-fuel = if fuel lasted { $range }
undelivered = Not delivered: { $n } of { $item }: { $why }
undelivered-columns =
    { $columns ->
        [one] there would be { $columns } column, more than can be numbered
       *[other] there would be { $columns } columns, more than can be numbered
    }
undelivered-fleet-full =
    { $vehicles ->
        [one] the only vehicle there is full
       *[other] all { $vehicles } vehicles there are full
    }
undelivered-vehicles-reserved = all that may go are full ({ $vehicles }); kept in reserve at the site: { $reserve }
undelivered-stock-reserved = kept in reserve at the site ({ $reserve } in all)
undelivered-axle = axle { $axle } of { $of } would bear { $bears } and may bear { $most }
undelivered-axle-stretch = axle { $axle } of { $of } would bear { $bears }, and { $segment }, or one that no way goes round, bears { $most }
undelivered-untowed = one vehicle tows one piece; those there that may go and can tow { $mass }: { $vehicles }
undelivered-no-crossing = no crossing can be reached from { $from }
undelivered-support-missing = no column may march from { $from } without { $role }: needed { $needed }, there { $there }
undelivered-out-of-range = no crossing can be reached from { $from } with the fuel there is: a vehicle goes { $range }
undelivered-refused = refused for transport: { $rule }
undelivered-too-big = no vehicle there is big enough
change-unchanged = { $convoy }: unchanged
change-added = { $convoy }: new
change-removed = { $convoy }: no longer planned
change-arrived = { $convoy }: has arrived
change-crossing = { $convoy }: crosses at { $after }, not at { $before }
change-route = { $convoy }: segments dropped { $dropped }, segments taken instead { $taken }
change-time = { $convoy }: at { $place } { $after }, not { $before }

## Handover

matters-open = Open matters: { $open }; offers without answer: { $unanswered }

## Account

account-at = The account at { $at }
account-nothing = nothing yet: no pledge is known here and nothing has moved; statements come with `say` or `journal import`
account-findings =
    { $n ->
        [one] { $n } statement does not fit the rest:
       *[other] { $n } statements do not fit the rest:
    }

## Journals

verify-damaged = { $journal }: NOT sound
verify-own-key = The key is the one that the folder itself names: compare it with the one you were given, or pass that with `--key`.
verify-sound =
    { $n ->
        [one] { $journal }: sound; { $n } entry, signed by { $key }; statements that can be read here: { $read }, of these without a valid officer's signature: { $unsigned }
       *[other] { $journal }: sound; { $n } entries, signed by { $key }; statements that can be read here: { $read }, of these without a valid officer's signature: { $unsigned }
    }
export-done =
    { $n ->
        [one] { $journal }: { $n } entry in { $files } files below { $dir }
       *[other] { $journal }: { $n } entries in { $files } files below { $dir }
    }
import-cosignatures = { $journal }: new cosignatures { $n }
import-done = { $journal }: new entries { $entries }, new contents { $contents }; entries in all { $n }, without content here { $withheld }
erase-before = { $statement }: erased before, { $when }: { $reason }
erase-done = { $statement }: erased from this node; the entry stays, copies elsewhere too
import-fields = { $journal }: hidden fields that are open now: { $n }
import-mended = { $journal }: entries that were stored damaged here, whole again: { $n }
import-refused = { $dir }: refused, nothing of it was taken over
export-sealed = Sealed for { $reader }: nobody else reads the contents.
packs-closed =
    { $n ->
        [one] { $n } pack of contents is sealed for somebody else; its entries are verified all the same.
       *[other] { $n } packs of contents are sealed for somebody else; their entries are verified all the same.
    }

## Keys

keys-identity = Whoever reads this line opens the key file: keep it as you keep the keys.
keys-locked-again = the key file has the new passphrase; older copies of the file keep the old one
keys-put-back = keys in the node again: { $names }; { $file } still holds them
keys-taken-out = key { $name } is in { $file }, and no longer in the node

## Findings

finding-already = { $name } is declared already; the first stands
finding-answered-twice = the offer was answered before; the first answer stands
finding-bad-signature = the signature does not verify
finding-breaks-rule = breaks a rule: { $fault }
finding-consignments-differ = { $from } and { $into } differ in giver, pledge or receiver; nothing was moved
finding-matter-closed = the matter is settled already
finding-more-than-disputed = { $item }: { $wanted } to be settled, { $disputed } in dispute
finding-agreement-stopped = { $name }: agreement { $agreement } was not in force ({ $status })
finding-unit-differs = { $item }: promised in { $given }, counted in { $own }
finding-in-doubt = is in doubt since the party revoked the key, in { $epoch }
finding-other-role = { $officer } signed as { $role }: { $kind } is for another role, which its party has; it counts all the same
finding-not-granted = { $officer } had no grant to sign at that entry
finding-not-understood = not understood here: { $why }
finding-nothing-to-close = nobody has answered the offer; it stays open
finding-offer-withdrawn = the offer was withdrawn, and the receiver knew; nothing was moved
finding-overdrawn = { $item }: { $wanted } wanted, { $held } there; nothing was moved
finding-package-differs = package { $package }: { $state }; none of its goods were taken over
finding-reason-misfits = { $item }: the reason “{ $reason }” does not fit the numbers
finding-reason-missing = { $item }: a difference without a reason
finding-serial-elsewhere = { $item }: piece { $serial } is not there; nothing was moved
finding-serial-missing = { $item }: { $wanted } pieces, { $serials } serials; nothing was moved
finding-unknown = { $name } is not known
finding-void-lost = the offer was answered before it was taken back; the answer counts
finding-withdrawn-unseen = the offer was withdrawn without the receiver's knowledge; the count stands
finding-wrong-party = { $party } speaks where { $expected } should

## What others attest

attest-signed = This statement was signed by { $officer } and is entry { $n } of journal { $journal }.
attest-claim = Its author says that it was written at { $when }.
attest-after = It was written after { $when }: it cites a cosignature that { $party } gave then.
attest-before =
    { $n ->
        [one] It was in that journal before { $when }, as { $n } other attests: { $parties }.
       *[other] It was in that journal before { $when }, as { $n } others attest: { $parties }.
    }
attest-nobody = No other party has attested it yet: its time is its author's word alone.
attest-held =
    { $n ->
        [one] { $n } other party is known to hold it: { $parties }.
       *[other] { $n } other parties are known to hold it: { $parties }.
    }
attest-quorum = Those whose word is enough had cosigned it by { $when }.
attest-no-quorum = Too few have cosigned it so far.
attest-contradicts = The author's own time lies outside what is provable.
receipt-signed = Receipt of { $bytes } bytes signed: entry { $n } is in journal { $journal }, which had { $size } entries.
pass-done = Pass for device { $device } written to { $file }: it holds every journal as this party reads it. Hand it over by hand.
slip-made = { $bytes } bytes for the other side to take: `qafila handover take`.
slip-taken = Taken: { $kind }, signed for { $officer }, leaf hash { $leaf }.
slip-known = Known already: { $kind }, signed for { $officer }, leaf hash { $leaf }.
sync-done = Exchanged { $bytes } bytes. Given: { $entries } entries, { $packs } packs of contents; cosigned here: { $cosigned } journals; new cosignatures of the partner: { $cosignatures }.
sync-refused = Refused: journal { $journal }
sync-hindered = The partner took no more: { $why }.
proof-sound = Sound: entry { $n } is in journal { $journal }; its leaf hash begins with { $leaf }.
proof-cosigned = Cosigned by { $witness } at { $when }.
proof-says = It says: { $kind }, signed for { $officer }.
witness-done = Heads of partners' journals cosigned now: { $n }
witness-alarm = A journal has waited too long for cosignatures: meet a partner, or hand over a stick.
evidence-none = No evidence of a split view is kept here.
evidence-convicts = Key { $key } of journal { $journal } signed two histories: one head over { $one } entries and one over { $other } cannot both be true.
rotate-done = Journal { $journal }, entry { $n }: its checkpoints are signed by { $key } from now on.
epoch-done = Journal { $journal } is open; its key is { $key }. The journal before it is kept and no longer written.
restore-done = Journal { $journal }: entries fetched { $n }
col-journal = Journal
col-entries = Entries
col-cosigned = Cosigned
col-off-network = On no network
col-so-at = So at
col-stretch = Stretch
col-witnesses = By whom
col-waiting = Waiting since
col-without = Without it

## EPCIS

epcis-exported = events { $events }; statements that make none { $other }, without content here { $unread }, that do not count { $unsound }
epcis-imported = events { $events }; drafts { $drafts }, known here already { $held }, declared errors { $errors }; fields kept out { $fields }
epcis-none-written = events refused { $refused }, good drafts { $good }; nothing was written
epcis-own-word = a draft is your own word once you sign it, not that of the file; read the drafts, then sign them with `qafila say`
epcis-refused = event { $event }, { $path }: { $fault }
epcis-refused-more = and more refused events: { $n }
col-acknowledged = Acknowledged
col-force = Force
col-meets = Meets
col-where = Where
title-activities = Stretches that forces use
title-encounters = Convoys that meet a force
title-overlaps = Forces that give notice of one stretch at one time
cell-acknowledged = by { $party }
cell-not-acknowledged = ! NOT BY { $party }
cell-acknowledged-both = by both
cell-by-nobody = ! by nobody
cell-convoy-of = { $convoy } ({ $party })
encounters-surprising = ! Convoys about to meet a force whose notice their party has not acknowledged: { $n }
activities-none = nobody has given notice of a stretch that is used at { $at } or later
finding-bad-argument = argument { $argument }: “{ $given }” says nothing here, it was not counted
cell-holder = held by { $holder }
col-capacity = Carries
col-pace = Vehicles/h
cell-load-class = { $n } t
cell-lanes =
    { $n ->
        [one] { $n } lane
       *[other] { $n } lanes
    }
backup-done = { $path }: journals { $journals }, entries { $entries }, as of { $at }; all of it verified
restored-done = { $path }: journals { $journals }, entries { $entries }, as of { $at }; all of it verified
restored-next = It signs nothing yet, since others may hold more of its journal. Fetch that with `qafila journal restore DIR` or `qafila sync URL`; where nobody has more, say `qafila journal restore --complete`; where nobody can be asked, open a new journal with `qafila journal epoch`.

store-copied = copied from { $from } to { $to } and audited there: journals { $journals }, entries { $entries }, documents { $documents }
store-used = node { $dir } keeps its statements in { $store } from now on

token-added = token { $name }, for { $scopes }, is good until { $until }. It is shown this once:
token-none = no token was made here
token-revoked = token { $name } is taken back
title-tokens = Tokens
token-good = good
token-expired = expired
token-revoked-state = revoked
col-token = Token
col-scopes = Reads
col-token-state = State
col-until = Until
col-used = Last used
passkey-none = nobody has registered a passkey here
passkey-removed = passkey { $name } of { $officer } is removed, with the keys that were sealed for it
title-passkeys = Passkeys
passkey-good = good
passkey-stale = for keys that were replaced
col-passkey = Passkey
col-passkey-label = Called
col-passkey-made = Registered

partner-added = partner { $name } is at { $url }; `qafila serve --sync-every 5m` exchanges with it
partner-removed = the address of partner { $name }, { $url }, is let go; its journals stay
partner-none = no partner is known; add one with `qafila partner add NAME URL`
partner-never = never
partner-failed = { $name }: the exchange of { $when } failed: { $why }
partner-refused =
    { $journals ->
        [one] { $name }: { $journals } journal was refused; `qafila sync { $name }` says why
       *[other] { $name }: { $journals } journals were refused; `qafila sync { $name }` says why
    }
title-partners = Partners
col-partner = Partner
col-partner-url = Address
col-partner-party = Party
col-partner-reached = Last reached
col-partner-failures = Failed since
col-partner-behind = Not taken over
col-partner-cosigned = Cosigned

# Programs that are told what changes.
hook-added = { $name } is told what changes, at { $url }, once "qafila serve --hooks" runs. It knows who tells it by this key:
hook-removed = { $name } is told nothing any more
hook-none = no program is told anything
hook-all = all
title-hooks = Hooks
col-hook = Hook
col-address = Address
col-views = Views
col-told = Told last
col-failures = Failed since
col-last-error = Why

access-none = nothing is noted that is not signed
access-signed =
    { NUMBER($n) ->
        [one] one statement of who read what is signed, for this party alone
       *[other] { $n } statements of who read what are signed, for this party alone
    }
title-access = Who read what was said to few
col-reader = Reader
col-reader-sort = Is
col-statements-read = Statements
col-served = Served
reader-officer = officer
reader-token = token
reader-partner = partner
