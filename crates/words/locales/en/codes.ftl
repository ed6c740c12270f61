# Labels of codes. An identifier is the list's name and the code, see `code_id`.

## Who takes part

party-role-donor = donor
party-role-recipient = recipient
party-role-partner = partner
party-role-monitor = monitor

officer-role-logistics = logistics officer
officer-role-movement = movement officer
officer-role-commander = convoy commander
officer-role-receiving = receiving officer
officer-role-liaison = liaison officer
officer-role-auditor = auditor
officer-role-authority = authority

## What became of an agreement

agreement-status-concluded = concluded
agreement-status-dormant = dormant
agreement-status-suspended = suspended
agreement-status-reactivated = reactivated
agreement-status-ended = ended

## How an item is told apart

tracking-bulk = by quantity
tracking-lot = by lot
tracking-serial = by serial number

## Why stock was corrected

adjustment-reason-counted = counted again
adjustment-reason-received = received from outside
adjustment-reason-spoiled = spoiled or expired
adjustment-reason-corrected = earlier statement was wrong

## What a report claims

report-kind-road-status = road status
report-kind-crossing-status = crossing status
report-kind-town-control = control of a town
report-kind-siege-status = siege
report-kind-force-movement = movement of a force
report-kind-force-presence = presence of a force
report-kind-armed-action = armed action
report-kind-security-cooperation = security cooperation
report-kind-aid-pledge = aid pledge
report-kind-agreement-status = agreement status
report-kind-consignment-dispatch = dispatch of a consignment
report-kind-consignment-items = contents of a consignment
report-kind-delivery = delivery
report-kind-handover = handover
report-kind-clearance = clearance
report-kind-seizure = seizure
report-kind-stock = stock
report-kind-shortage = shortage
report-kind-stated-purpose = stated purpose
report-kind-policy-support = declared support

## What a draft from a text says: any of these

report-state-open = open
report-state-closed = closed
report-state-cut = cut
report-state-passable = passable
report-state-impassable = impassable
report-state-held = held
report-state-regained = regained
report-state-threatened = threatened
report-state-restricted = restricted
report-state-taken = taken
report-state-lost = lost
report-state-contested = contested
report-state-imposed = imposed
report-state-eased = eased
report-state-lifted = lifted
report-state-arrived = arrived
report-state-advancing = advancing
report-state-withdrew = withdrew
report-state-pursued = pursued
report-state-patrolling = patrolling
report-state-stationed = stationed
report-state-deployed = deployed
report-state-planned = planned
report-state-begun = begun
report-state-ended = ended
report-state-decided = decided
report-state-pledged = pledged
report-state-partly-delivered = partly delivered
report-state-signed = signed
report-state-in-force = in force
report-state-reactivated = reactivated
report-state-suspended = suspended
report-state-sent = sent
report-state-in-transit = in transit
report-state-expected = expected
report-state-passed = passed
report-state-stranded = stranded
report-state-turned-back = turned back
report-state-pending = pending
report-state-done = done
report-state-refused = refused
report-state-granted = granted
report-state-ready = ready

## How it is claimed

polarity-positive = affirmed
polarity-denied = denied

modality-asserted = as a fact
modality-planned = as planned
modality-expected = as expected
modality-hedged = with reserve
modality-possible = as possible

## Who says it

source-class-named-official = named official
source-class-institution = institution
source-class-anonymous-official = official, not named
source-class-field-source = field source
source-class-agency-report = another outlet, cited
source-class-narrator = the outlet itself
source-class-anonymous-source = unnamed sources
source-class-unspecified-report = unspecified reports
source-class-hearsay = hearsay

## Why a grade is suggested

grade-reason-named-official = an office and a name
grade-reason-specific-institution = a body that can be asked
grade-reason-generic-institution = authorities, not named
grade-reason-unnamed-official = an official, not named
grade-reason-on-the-ground = somebody on the ground
grade-reason-other-outlet = another outlet, cited
grade-reason-own-voice = the outlet’s own voice
grade-reason-outlet-letter = the letter given to the outlet
grade-reason-bare-sources = “sources”, and nothing more
grade-reason-bare-reports = “reports”, and nothing more
grade-reason-rumour = rumour
grade-reason-own-success = on its own success
grade-reason-outlet-cap = the outlet’s letter caps it
grade-reason-unchecked = nothing speaks for or against
grade-reason-own-act = the source’s own act
grade-reason-said-with-reserve = said with reserve
grade-reason-disputed = disputed in the same text

## How near a name is

nearness-same = the same
nearness-joined = written apart or together
nearness-consonants = the same consonants
nearness-letters = a letter or two apart

## Admiralty code: F and 6 mean unknown, not worst

reliability-a = A, completely reliable
reliability-b = B, usually reliable
reliability-c = C, fairly reliable
reliability-d = D, not usually reliable
reliability-e = E, unreliable
reliability-f = F, cannot be judged

credibility-1 = 1, confirmed by others
credibility-2 = 2, probably true
credibility-3 = 3, possibly true
credibility-4 = 4, doubtful
credibility-5 = 5, improbable
credibility-6 = 6, cannot be judged

## Roads, crossings and places

road-state-open = open
road-state-restricted = restricted
road-state-closed = closed
road-state-cut = cut
road-state-passable = passable
road-state-impassable = impassable
road-state-held = held
road-state-regained = regained
road-state-taken = taken
road-state-lost = lost
road-state-contested = contested
road-state-threatened = threatened
road-state-unknown = unknown

## Whether a convoy can drive

passability-open = open
passability-restricted = restricted
passability-closed = closed
passability-contested = contested
passability-unknown = unknown

## What a person sets above the reports

override-state-open = open
override-state-restricted = restricted
override-state-contested = contested
override-state-closed = closed

## What endangers the users of a stretch

road-hazard-mines = mines
road-hazard-ambush = ambush
road-hazard-banditry = banditry
road-hazard-flood = flooded
road-hazard-sand = blown over by sand

## What the competent authority decreed

regime-status-closed = closed by decree
regime-status-open = open

clearance-decision-granted = granted
clearance-decision-refused = refused

## Custody, from promise to use

stage-packed = packed
stage-on-road = on the road
stage-at-crossing = at the crossing
stage-offered = offered
stage-consumed = consumed
stage-destroyed = destroyed

## What a convoy did and met

progress-event-departed = departed
progress-event-passed = passed
progress-event-halted = halted
progress-event-arrived = arrived

incident-kind-breakdown = breakdown
incident-kind-loss = loss
incident-kind-damage = damage

attribution-known = author known
attribution-suspected = author suspected
attribution-unknown = author unknown

## Handover

difference-reason-short = fewer than listed
difference-reason-over = more than listed
difference-reason-damaged = damaged
difference-reason-substituted = something else in its place
difference-reason-wrong-serial = another serial number
difference-reason-wrong-lot = another lot
difference-reason-seal-broken = seal broken
package-state-intact = intact
package-state-broken = seal broken
package-state-missing = missing
package-state-other = other, see note
offer-status-open = not counted
offer-status-partial = counted in part
offer-status-answered = counted
offer-status-closed = closed
offer-status-voided = taken back

verdict-received = received after all
verdict-with-giver = with the giver
verdict-added-from-giver = added from the giver's stock
verdict-lost = lost on the way
verdict-as-booked = stays where the book has it
verdict-destroyed = destroyed or written off

## End-use checks

check-result-present = present
check-result-absent = absent
check-result-damaged = damaged
check-result-not-shown = not shown
check-result-due = due
check-result-overdue = overdue

check-method-scan = scanned
check-method-photo = photographed
check-method-typed = number typed
check-method-witnessed = witnessed by a second person

## What one of an item is

unit-each = piece
unit-litre = litre
unit-kilogram = kilogram
unit-box = box

## What a statement is

kind-party-declared = party declared
kind-officer-appointed = officer appointed
kind-officer-revoked = officer revoked
kind-key-rotated = key rotated
kind-audience-granted = audience granted
kind-agreement-concluded = agreement concluded
kind-agreement-status-changed = agreement status changed
kind-pledge-made = pledge made
kind-pledge-amended = pledge amended
kind-item-defined = item defined
kind-stock-declared = stock declared
kind-stock-adjusted = stock adjusted
kind-report-filed = report filed
kind-report-retracted = report retracted
kind-regime-set = regime set
kind-activity-notified = activity notified
kind-activity-acknowledged = activity acknowledged
kind-clearance-requested = clearance requested
kind-clearance-decided = clearance decided
kind-consignment-packed = consignment packed
kind-movement-ordered = movement ordered
kind-credit-issued = movement credit issued
kind-progress = progress
kind-incident = incident
kind-handover-offered = handover offered
kind-handover-answered = handover answered
kind-matter-opened = matter opened
kind-matter-settled = word on a matter's end
kind-check-performed = check performed
kind-consumed = consumed
kind-destroyed = destroyed
kind-parts-taken = parts taken
kind-log-key-rotated = journal key replaced
kind-stock-reserved = stock set aside
kind-reservation-released = reservation released
kind-stock-moved = stock moved
kind-consignment-reloaded = consignment reloaded
kind-stock-lost = loss from stock
kind-handover-closed = handover closed
kind-handover-voided = offer taken back
kind-lot-declared = lot declared
kind-state-overridden = state set above the reports
kind-override-withdrawn = override withdrawn
kind-access-recorded = access recorded

## Points of a march table

point-start = start point
point-critical = critical point
point-passage = passage
point-release = release point
point-return = back at their site
march-role-carrier = carries
march-role-escort = escort
march-role-goods = goods
march-role-recovery = recovery vehicle
march-role-tanker = fuel tanker

## Matters and checks

matter-open = open
matter-settled = settled
matter-kind-handover = handover
matter-kind-stated = stated
matter-kind-double-custody = held twice
matter-kind-lost-serial = piece lost
matter-kind-consumption = consumption
check-state-verified = verified
check-state-failed = failed
check-state-due = due
check-state-overdue = overdue

## Convoys

convoy-status-ordered = ordered
convoy-status-underway = under way
convoy-status-halted = halted
convoy-status-arrived = arrived

## Why a party has another journal

succession-device = a second device
succession-epoch = a new epoch after a restore
succession-revocation = a new epoch after a theft

## Pledges and checks

kind-pledge-condition-met = word on a pledge condition
kind-check-schedule-set = check schedule set
kind-storage-checked = storage checked
check-obstacle-unsafe = not safe to reach
check-obstacle-refused = refused by the holder
check-obstacle-deployed = in use elsewhere
check-obstacle-in-repair = in repair
check-obstacle-unreadable = number cannot be read
check-obstacle-other = other
storage-condition-locked = locked
storage-condition-guarded = guarded
storage-condition-fenced = fenced and lit
storage-condition-kept-apart = hazards kept apart
storage-condition-climate = dry and temperate
storage-condition-fire-safe = fire can be fought
storage-condition-records = books agree with the shelves
storage-result-met = met
storage-result-not-met = not met
storage-result-not-seen = not seen
condition-state-none = none
condition-state-open = not met
condition-state-claimed = met, says the receiver
condition-state-met = met
line-state-withdrawn = withdrawn
line-state-delivered = delivered
line-state-stopped = agreement stopped
line-state-late = late
line-state-waiting = waits for its condition
line-state-will-be-late = will be late
line-state-on-course = on course
line-state-unforeseen = nothing foreseen

## The account: causes and flows

cause-unlisted = beyond every list
cause-unposted = said to have moved, not in the book
cause-counted = count differs from the book
cause-absent = looked for and not there
cause-matter = in an open matter
cause-in-transit = packed or on the way
cause-returned = back with the giver
cause-consumed = consumed
cause-destroyed = destroyed
cause-lost = lost
cause-written-off = spoiled or corrected
cause-added = received or corrected
node-pledged = pledged
node-fulfilled = fulfilled
node-owed = owed
node-source = opening stock
node-stock = giver's stock
node-way = on the way
node-crossing = at the crossing
node-disputed = disputed
node-unlisted = beyond the list
node-receiver = receiver's stock
node-returned = returned
node-consumed = consumed
node-destroyed = destroyed
node-lost = lost
node-written-off = written off
node-settled = beyond the list, settled
