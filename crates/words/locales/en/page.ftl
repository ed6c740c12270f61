# The web page. Columns and findings stand in cli.ftl, labels of codes in codes.ftl.

## Frame

page-skip = Skip to the content
page-sections = Sections
page-corridor = Corridor
page-plan = Plan
page-account = Account
page-report = Report
page-languages = Language
page-node-of = Node of { $party }
page-reads-only = This page only shows. Statements are signed on the machine that holds the keys.
page-phone = The telephone at the crossing: works with no network.
page-signs = Officers who signed in sign here; everybody on this machine reads.
page-zone = Times are those of { $zone }, { $offset }.
# Between a name and what is said of it.
page-colon = :
page-loading = Loading
page-failed = This could not be loaded.
page-unreachable = The server does not answer.
page-again = Try again
page-statement = Statement { $index } of { $origin }

## Two times

page-times = As of
page-times-at = As it was at
page-times-known = With what was known here by
page-times-show = Show
page-times-now = Back to now
page-slider-play = Play
page-slider-stop = Stop
page-quiet =
    { $days ->
        [one] The newest report here is { $days } day old. Reports fade with time, so roads may show as unknown.
       *[other] The newest report here is { $days } days old. Reports fade with time, so roads may show as unknown.
    }
page-quiet-show = Show as of then

## Corridor

page-map = Map of the corridor
page-map-note = Drawn from the operation's network: straight lines between places, not for driving. Coasts and borders are Natural Earth's, to find one's way by; how they are drawn is nobody's word on where a border runs. Every road on the map is also in the list of axes.
page-map-closer = Closer
page-map-wider = Wider
page-map-whole = Whole corridor
page-legend = How roads are drawn
page-axes = Axes
page-other-roads = Other roads
page-crossings = Crossings
page-crossing-hours = { $opens } to { $closes } ({ $offset })
page-crossing-excepted = Deliveries under the agreement may pass.
page-crossing-pace =
    { $n ->
        [one] At most { $n } vehicle an hour.
       *[other] At most { $n } vehicles an hour.
    }
page-activities = Stretches in use by partner forces
page-activities-none = Nobody has given notice of any.
page-choose = Choose a road or place on the map, or an axis in the list, to see the reports behind its state.
page-back = All axes
page-certainty = { $percent } % certain.
page-conflicting = Reports of different origins disagree.
page-disagree = { $state }, reports disagree
page-disputed = disputed
page-holder = Held by, in the report's words: { $holder }
page-last = Newest report that counted
page-no-reports = Nobody has reported on this, so nothing is claimed.
page-regime-above = What was decreed for this crossing stands under Crossings.
page-between = { $from } to { $to }
page-surface-paved = paved
page-surface-gravel = gravel
page-surface-track = track
page-surface-sand = sand
page-place-town = town
page-place-junction = junction
page-place-crossing = crossing
page-place-site = site
page-defile = One lane: columns cannot pass each other.
page-part-of = Part of
page-stretches = Stretches
page-reports = Reports behind it, heaviest first
page-fading = Half of what was known of a road is worth nothing after { $hours } hours.
page-weight = Weight { $weight } of { $full }
page-not-counted = Not counted: a newer or heavier report of the same origin stands for it.
page-says = Says
page-grade = Grade
page-source = Source
page-origin = First from
page-time-of = When it was so
page-filed = Filed by { $party }

## Plan

page-plan-none = No plan is in force: no convoy has been ordered.
page-plan-name = Plan { $digest }
page-plan-replaces = Replaces plan { $parent }
page-plan-columns =
    { $n ->
        [one] { $n } column
       *[other] { $n } columns
    }
page-plan-vehicles =
    { $n ->
        [one] { $n } vehicle
       *[other] { $n } vehicles
    }
page-plan-weighed = Time, risk and lateness weigh { $weighed }; no plan with these columns is below { $bound } (gap { $gap })
page-plan-files = For those who march by it
page-file-xlsx = Workbook (XLSX)
page-file-march-table = March table (CSV)
page-file-loads = Load lists (CSV)
page-file-credits = Movement credits (CSV)
page-file-ics = Calendar (iCalendar)
page-file-gpx = Routes (GPX)
page-file-geojson = Map (GeoJSON)
page-plan-behind = Stays behind
page-plan-all = Nothing stays behind.
page-plan-stranded = Stands on the road until a way opens
page-behind-no-vehicle-big-enough = no vehicle there is big enough
page-behind-fleet-full = every vehicle there is full
page-behind-refused = refused for transport: { $rule }
page-behind-no-crossing = no crossing can be reached and left
page-behind-vehicles-reserved = the vehicles that are not kept in reserve are full
page-behind-stock-reserved = it is kept there in reserve
page-behind-untowed = no vehicle there is free to tow it
page-behind-axle-too-heavy = an axle would bear more than it may, or than every way from there does
page-behind-out-of-range = fuel does not last to any crossing
page-behind-support-missing = there is nobody to escort or recover the column
page-behind-too-many-columns = there would be more columns than can be numbered
page-march-table = March table
page-way = { $origin } to { $crossing }
page-rate = Rate of march
page-space = Length on the road
page-pass = Time to pass
page-credit = Movement credit
page-halts = Halts
page-halt-orders = new orders
page-halt-rest = rest
page-halt-fuel = fuel
page-halt-hours = drivers’ rest
page-halt-daylight = daylight only
page-halt-opening = the crossing is shut
page-halt-receiver = the receiver is not ready
page-halt-crossing-busy = { $for } is in the crossing
page-halt-defile = { $for } is in the defile
page-halt-headway = { $for } is ahead
page-halt-activity = { $for } uses the stretch
page-loads = Loads
page-loads-order = Goods stand in the order in which they come off; they are loaded the other way round.
page-towed = towed, not loaded
page-own-wheels = On own wheels
page-hazard = UN { $un }, { $class }
page-counts-as = Counts as { $classes }
page-nothing-dangerous = Nothing dangerous.
page-may-ride-adr = May ride together by { $adr }.
page-may-ride-cfr49 = May ride together by { $cfr }.
page-may-ride-un-simple = May ride together by the UN simple mixing rule.
page-may-ride-stricter = May ride together by { $adr } and by { $cfr }.
page-onward = From there on to { $place }
page-steps = What it did

## Account

page-ladder = From pledge to proof
page-ladder-note = Each figure counts what statements say reached that rung.
page-matters = Matters
page-matters-none = No matter was opened.
page-matters-words = Item, place, party, consignment or serial
page-matters-open = open
page-matters-settled = settled
page-matters-fit = { $n } of { $all } matters
page-more = Show more ({ $n } left)
page-matter-open =
    { $days ->
        [one] open for { $days } day
       *[other] open for { $days } days
    }
page-matter-settled =
    { $days ->
        [one] settled after { $days } day
       *[other] settled after { $days } days
    }
page-matter-asked = First to be asked: { $party }
page-matter-said = Has said how it should end: { $parties }
page-counted = { $offered } listed, { $counted } counted
page-checks = End-use checks
page-checks-none = No check is due for what was accepted.
page-check-due = Due
page-books = Books
page-books-balanced =
    { $n ->
        [one] The one item sums to zero over all accounts.
       *[other] Each of { $n } items sums to zero over all accounts.
    }
page-books-broken = These items do not sum to zero, which must not happen: { $items }
page-postings = Statements behind these figures
page-posting-moves = { $n } from { $from } to { $to }
page-holding-stock = { $holder }, { $site }
page-holding-way = { $stage }, { $consignment }
page-holding-reserved = { $holder }, { $site }, set aside for { $pledge }
page-holding-moving = { $holder }, on the way to { $site }
page-holding-disputed = disputed, matter { $matter }
page-holding-source = outside: opening stock
page-holding-unlisted = outside: beyond every list
page-holding-consumed = outside: consumed
page-holding-destroyed = outside: destroyed
page-holding-lost = outside: lost, { $by }
page-stage-packed = packed
page-stage-on-road = on the road
page-stage-at-crossing = at the crossing
page-stage-offered = offered
page-findings = What does not fit
page-findings-none = Every statement fits the rest.
page-encounters = Convoys that meet a force
page-meets = { $convoy } meets { $party }
page-overlaps = Forces on one stretch at one time
page-overlap = { $parties } use the same stretch at the same time
page-acknowledged-both = Acknowledged by both
page-not-acknowledged = Not acknowledged by { $party }
page-acknowledged = acknowledged by { $party }
page-acknowledged-by-nobody = Acknowledged by nobody
page-overridden = Set by { $party }, above the reports
page-holder-set = Held by { $holder }, says { $party }
page-until = until
page-hazards = Dangers
page-load-class = Carries up to { $n } t
page-certainty-short = { $percent } % certain
page-lanes =
    { $n ->
        [one] { $n } lane for columns
       *[other] { $n } lanes for columns
    }

## Today

page-today = Today
page-today-nothing = Nothing is wrong that this node knows of.
page-today-count =
    { $n ->
        [one] { $n } thing asks for attention
       *[other] { $n } things ask for attention
    }
page-today-fine = Nothing to tell of: { $kinds }.
page-today-closures = Closed on the way ahead
page-today-late = Late columns
page-today-matters = Open matters
page-today-checks = Checks overdue or failed
page-today-silent = Silent partners
page-today-tails = Journals that wait for cosignatures
page-today-closed = { $convoy }, closed ahead
page-today-obeyed = So surely that no plan would go there.
page-today-doubted = Not so surely that plans avoid it.
page-today-due = { $convoy } was due at { $place }
page-today-late-by = late by { $time }
page-today-heard = Last heard from at { $place }
page-today-unheard = Not heard from since it was ordered
page-today-silent-since = nothing came since
page-today-silent-never = nothing ever came
page-today-tail = { $cosigned } of { $size } entries cosigned
page-today-waiting = waiting since
page-today-findings =
    { $n ->
        [one] { $n } statement does not fit the rest
       *[other] { $n } statements do not fit the rest
    }
page-matter = Matter { $matter }
page-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }

## The plan along time

page-timeline = The plan along time
page-timeline-longer = Stretch time
page-timeline-whole = All of it
page-timeline-conflicts =
    { $n ->
        [one] { $n } conflict: this cannot be as it is planned
       *[other] { $n } conflicts: these cannot be as they are planned
    }
page-timeline-sound = No conflict: nobody meets in a defile, finds a crossing shut, a road closed or a force on it.
page-timeline-hours = crossing hours
page-timeline-open = deliveries may pass
page-timeline-shut = shut where it is hatched
page-timeline-defiles = Defiles
page-timeline-card = March table and loads
page-timeline-note = Choose a column to see its way; with the arrow keys it is followed stretch by stretch.
page-timeline-key = Bars drive, dotted lines halt; hatched frames with an exclamation mark are conflicts. Columns:
page-clash-meets = { $convoy } meets { $with } in a defile
page-clash-overtakes = { $convoy } would have to pass { $with } in a defile
page-clash-shut = { $convoy } finds { $place } shut
page-clash-closed = { $convoy } is to go where it is closed

## Custody as a flow

page-flow = Custody
page-flow-title = From promise to proof, as flows
page-flow-none = Nothing was promised or moved that fits these filters.
page-flow-figures = Every flow in figures
page-flow-verified = seen by a check
page-filter = Filters
page-filter-all = all
page-filter-none = Without filters
page-filter-pledge = Pledge
page-filter-from = Moved from
page-filter-to = Moved before
page-life-moved = from { $from } to { $to }
page-life-looked = { $party } looked at { $place }: { $result } ({ $method })
page-life-none = Nothing was said of this piece.
page-life-back = All flows

## Journals and statements

page-journals = Journals
page-journal-newest = Newest entry came
page-journal-unread = Not disclosed here
page-journal-own = written here
page-journal-behind =
    { $n ->
        [one] { $n } entry behind
       *[other] { $n } entries behind
    }
page-journal-nobody = nobody yet
page-journal-checkpoint = Signed checkpoint
page-journal-root = Root hash
page-parties = Parties and officers
page-officer-until = until entry { $n }
page-statement-none = This node holds no such statement.
page-statement-back = All journals
page-statement-party = On behalf of
page-statement-stated = Written down
page-statement-known = First held here
page-statement-body = What it says
page-statement-cites = Rests on
page-statement-withheld = A statement not disclosed to this node
page-statement-opaque = A statement not understood here
page-statement-erased = A statement erased from this node
page-standing-not-granted = Its officer had no grant to sign at that entry.
page-standing-bad-signature = Its signature does not verify.
page-standing-in-doubt = It is in doubt since the party revoked the key.

## Search

page-search = Search
page-search-what = Name, number, place in any spelling, or hash
page-search-close = Close
page-search-found = What was found
page-search-none = Nothing here fits “{ $asked }”.
page-search-hint = Arrows choose, Enter opens. Statements are found by { $leaf } or { $entry }.
page-found-place = place
page-found-axis = axis
page-found-segment = segment
page-found-convoy = convoy
page-found-item = item
page-found-serial = piece
page-found-consignment = consignment
page-found-pledge = pledge
page-found-party = party
page-found-officer = officer
page-found-matter = matter
page-found-statement = statement
page-position = Position
page-search-away = { $n } km away
page-march-order = Order of march
page-march-number = Place
page-march-serial = Serial
page-march-unit = March unit
page-march-what = What
page-march-role = Role
page-partners = Partners that are exchanged with
page-partner = Partner
page-partner-reached = Last reached
page-partner-behind = Entries behind
page-partner-fault = What failed
page-partner-never = never yet
page-partner-failed =
    { NUMBER($n) ->
        [one] { $n } exchange failed since
       *[other] { $n } exchanges failed since
    }
page-partner-refused =
    { NUMBER($n) ->
        [one] { $n } of its journals was refused
       *[other] { $n } of its journals were refused
    }
page-seals = seal listed { $listed }, read { $found }
page-photo = Photograph { $hash }
page-photo-hold = Choose a picture or drop it here, to see whether it is the one
page-photo-fits = This picture fits: its hash is the one that was signed.
page-photo-strange = This picture does not fit: it is another one, or was changed.
page-round = What it goes round, and why
page-round-by = Held against the way that everybody would drive from { $from } to { $to }, by what was known at
page-round-other = By this picture another way would be better than the one that is ordered; the times below are of that one.
page-round-shut = not open when one would pass
page-round-barred = not fit for it
page-round-faster = Without it: { $time } faster.
page-round-slower = Without it: { $time } slower, because the way would be a safer one.
page-round-same = Without it alone, no time is gained.
page-round-safer = { $time } less exposed.
page-round-exposed = { $time } more exposed.
page-round-all = Everything that was said of it
page-round-nothing = It goes round nothing.
page-round-gone = Were all of it gone: { $time } faster.
page-saved =
    { $n ->
        [0] Saved views
        [one] { $n } saved view
       *[other] { $n } saved views
    }
page-saved-name = Save what is shown as
page-saved-save = Save
page-saved-note = Kept in this browser alone.
page-saved-done = { $name } is saved in this browser.
page-saved-remove = Remove { $name }
