# Paper: waybill, handover certificate, check sheet.

paper-waybill = Waybill
paper-certificate = Handover certificate
paper-check-sheet = End-use check sheet
paper-page = page { $n } of { $m }
paper-printed = Printed { $at }. What counts are the signed statements; this paper shows them.

## What it is about

paper-giver = Giver
paper-receiver = Receiver
paper-from-site = From
paper-to = To
paper-commander = Commander
paper-credits = Movement credits
paper-consignments = Consignment
paper-pledges = Pledge
paper-route = Route, by segments
paper-mass-total = Mass of the load
paper-explosive-total = Net explosive mass
paper-statement = Statement
paper-statement-is = entry { $n } of { $journal }, { $leaf }
paper-offered-at = Offered
paper-counted-at = Counted
paper-offer-statement = The giver’s offer
paper-answer-statement = The receiver’s answer
paper-list-by = List made by
paper-as-of = As of
paper-due-count = To be checked
paper-due-counted = pieces: { $n }, of these overdue: { $overdue }

## Tables

paper-march-table = March table; times in { $zone }
paper-passed = Passed (by hand)
paper-goods = Goods
paper-pieces = Pieces by serial number
paper-code = Code
paper-package = Package
paper-packages = Packages
paper-packages-found = Packages as found
paper-unknown = not known here
paper-at-least = at least { $mass }
paper-lot = Lot
paper-un = UN no.
paper-class = Class
paper-hazards = Dangerous goods
paper-explosive = Net explosive
paper-seal = seal { $seal }
paper-list-and-count = List and count
paper-more-or-less = More or less
paper-reason-note = { $reason }: { $note }
paper-listed-and-seen = On the list and counted:
paper-listed-not-seen = On the list, not counted:
paper-seen-not-listed = Counted, not on the list:
paper-matters = Matters
paper-pieces-due = Pieces due
paper-accepted-on = Accepted
paper-due-on = Due by
paper-found = Found
paper-how = How
paper-check-how = Tick one box for what is found and one for how. A piece that is not shown needs one of the reasons below as its note. Then say it as statements: only these count.
paper-check-reasons = Reasons

## Room for ink

paper-ink-name = Name
paper-ink-function = Function
paper-ink-time = Day and hour
paper-ink-signature = Signature
paper-sign-dispatched = Dispatched by
paper-sign-commander = Convoy commander
paper-sign-arrived = Arrival seen by
paper-sign-loaded = Loaded by
paper-sign-driver = Driver
paper-sign-unloaded = Unloaded by
paper-sign-giver = For the giver
paper-sign-receiver = For the receiver
paper-sign-checked = Checked by
paper-sign-keeper = Keeper of the site
paper-sign-witness = Witness

## Orders

paper-movement-order = Movement order
paper-credit = Movement credit
paper-ordered-by = Ordered by
paper-plan = Plan
paper-situation = Situation
paper-task = Task
paper-state = State
paper-columns = Columns; times in { $zone }
paper-control = Control measures
paper-for-all = For all columns
paper-rate = Rate of march
paper-until = Until
paper-halts = Halts; times in { $zone }
paper-at-point = { $place }; times in { $zone }
paper-signals = Signals (by hand)
paper-signal-call = Call sign
paper-signal-frequency = Frequency or number
paper-signal-other = Alternative
paper-signal-hours = Hours
paper-loaded = Loaded
paper-allowed-by = Allowed together by
paper-credit-issued = issued
paper-credit-asked = to be asked for
paper-credit-means = The column may use these roads from the time at which its first vehicle enters until the time by which its last vehicle is out, and no others. Whoever cannot keep the times tells route control and halts off the road.
paper-sign-ordered = For who orders
paper-sign-received = Received by
paper-sign-issued = Issued by

## Command line

paper-written = { $file }: { $bytes } bytes
paper-march-order = Order of march
paper-driver = Driver (by hand)
paper-march-place = { $number } (serial { $serial }, march unit { $unit })
