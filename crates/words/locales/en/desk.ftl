# Writing from the web page: signing in, and what is signed there.

## Signing in

desk-sign-in = Sign in
desk-sign-in-again = Your session has ended. Sign in again: nothing that you typed is lost.
desk-sign-in-over = Signed out by time: sign in again
desk-sign-in-note = The passphrase is that of this node’s keys. It unlocks the keys of the officers named for at most eight hours.
desk-who = Officer
desk-also = Also in the name of
desk-choose = Choose
desk-passphrase = Passphrase
desk-unlocking = Unlocking the keys
desk-cancel = Cancel
desk-officer = { $role }, { $officer }
desk-left = { $n } min left
desk-signed-in = Signed in
desk-lasts = Lasts
desk-sign-out = Sign out
desk-sign-out-note = Signing out wipes the keys, and what was typed here and not signed.
desk-now = Signed in as { $officer }

## Passkeys

desk-passkey-sign-in = Sign in with a passkey
desk-passkey-waits = Waiting for the passkey
desk-passkey-home = Passkeys belong to a name, not to an address: open this page at { $url } to use one.
desk-passkey-unable = This browser knows no passkeys here.
desk-passkeys = Passkeys
desk-passkey-label = What to call it
desk-passkey-note = It opens this officer’s keys on this node from then on, without the passphrase. Whoever has it and can unlock it signs in this name.
desk-passkey-add = Add a passkey
desk-passkey-added = { $name } signs in from now on.
desk-passkey-used = Last used
desk-passkey-unused = Not used yet
desk-passkey-old = For keys that were replaced: it signs nobody in.
desk-passkey-remove = Remove { $name }
desk-passkey-removed = { $name } is removed.

## What was refused

desk-problem-unreachable = The server does not answer. What you typed is kept here; send it again: it is signed once, however often it is sent.
desk-problem-passphrase = This passphrase does not open the keys of this node.
desk-problem-attempts =
    { $seconds ->
        [one] Too many attempts. The next one is possible in { $seconds } second.
       *[other] Too many attempts. The next one is possible in { $seconds } seconds.
    }
desk-problem-expired = The session has ended. Sign in again.
desk-problem-sign-in = Nobody is signed in. Sign in first.
desk-problem-not-yours = This needs another officer, who is not signed in.
desk-problem-passkey = This passkey does not sign in here. It may have been removed; sign in by passphrase.
desk-problem-passkey-none = Nobody has added a passkey here yet. Sign in by passphrase, then add one.
desk-problem-passkey-stale = Keys were replaced since this passkey was added. Sign in by passphrase and add it again.
desk-problem-passkey-challenge = That took too long, or was sent twice. Begin again.
desk-problem-passkey-many = Too many passkeys are being asked for. Try again in two minutes.
desk-problem-passkey-name = Passkeys belong to a name. Open this page under the name of the server, at its own port.
desk-problem-passkey-prf = This one cannot lock keys: it knows no PRF. Use a security key with a PIN, or another browser or device.
desk-problem-passkey-passphrase = To add one, sign out and sign in by passphrase.
desk-problem-passkey-here = This device or key has one here already.
desk-problem-passkey-stopped = No passkey was shown. Try again, or sign in by passphrase.
desk-problem-refused = This cannot be done as it stands.
desk-problem-refused-now = What is kept here speaks against it.
desk-problem-idempotency = An earlier form of this was signed already; this one was not. Look at what was signed before you send it.
desk-problem-busy = Another process is writing to the node. Send it again in a moment.
desk-problem-too-long = This is too long for one request.
desk-problem-query = This cannot be read.
desk-problem-json = This cannot be read.
desk-problem-unknown = There is no such thing here.
desk-problem-other = The server refused this.

## Signing

desk-sign = Signing
desk-signs = { $officer } signs
desk-signed =
    { $n ->
        [0] Nothing new was signed; what was decided is kept.
        [one] { $n } statement was signed.
       *[other] { $n } statements were signed.
    }
desk-unfit =
    { $n ->
        [one] { $n } of them does not fit the rest; it is signed all the same, and listed under Account.
       *[other] { $n } of them do not fit the rest; they are signed all the same, and listed under Account.
    }
desk-send-again = Send again
desk-throw-away = Throw away
desk-sure = { $what }: sure?
desk-see-map = See the map

## A report

desk-report = File a report
desk-report-sign-in = Who files a report signs it: sign in first.
desk-report-text = The report, as it was received
desk-report-date = Its day. It is never guessed.
desk-report-outlet = Who published or sent it
desk-report-no-outlet = No outlet, or not known
desk-report-note = Reading writes nothing. Every draft is decided by you before anything is signed.
desk-report-read = Read
desk-report-of = Report of { $date }
desk-report-back = Change text or day
desk-report-dropped = The text or the rules are not those of before: what had been decided was left out.
desk-text = Text of the report
desk-draft = Draft { $n }
desk-verdict = What becomes of it
desk-verdict-accept = accept
desk-verdict-edit = edit
desk-verdict-reject = reject
desk-verdict-later = later
desk-fate-signed = Signed already.
desk-fate-rejected = Rejected already.
desk-grade-other = You say { $yours }, suggested was { $suggested }. Both are kept.
desk-missing-grade = Letter and number are a person’s, each by itself: one is missing.
desk-missing-edit = Nothing was set anew. Then it is accepted, not edited.
desk-anew = What is right instead
desk-anew-note = The reading is kept beside it, and the suggested grade { $grade }.
desk-as-read = Read as: { $what }
desk-add = Add a road or place
desk-take-away = Take { $name } away
desk-history = history, not news
desk-tally = { $accepted } accepted, { $rejected } rejected, { $later } for later
desk-sign-decisions = Sign what was decided

## On a road or place

desk-observe = Report on this by hand
desk-observe-sign = Sign the report
desk-observe-when = When it was so
desk-observe-words = What was said, in its own words
desk-observe-class = What kind of source
desk-observe-source = The source’s own name
desk-observe-source-note = Latin letters and digits, such as patrol-3; the same source keeps the same name.
desk-closure = Draw a closure
desk-closure-sign = Sign the closure
desk-closure-note = This stands above all reports until it ends. An officer for movement or an authority says it.
desk-closure-reason = Why
desk-closure-backwards = It must end after it begins.
desk-closure-from = From (empty: from always)
desk-closure-to = Until
desk-acknowledge = Acknowledge this notice

## Plan

desk-plan = Make a plan
desk-plan-from = From (empty: now)
desk-plan-seconds = Seconds to look for a better one
desk-plan-again = Plan again for what has changed
desk-plan-note = Making a plan orders nothing.
desk-plan-make = Make the plan
desk-planning = Planning
desk-plan-made = Plan { $digest }, not ordered yet
desk-plan-empty = No column: nothing is left to bring, or nothing can be brought.
desk-plan-behind =
    { $n ->
        [one] { $n } need stays behind.
       *[other] { $n } needs stay behind.
    }
desk-plan-sound = The checker has no objection.
desk-plan-objections =
    { $n ->
        [one] The checker has { $n } objection, so it cannot be ordered:
       *[other] The checker has { $n } objections, so it cannot be ordered:
    }
desk-plan-issue = Sign the orders
desk-plan-sure =
    { $n ->
        [one] I order this: movement order and credit for { $n } column of plan { $digest }
       *[other] I order this: movement orders and credits for { $n } columns of plan { $digest }
    }

## Handover

desk-handover = Handovers
desk-offers-none = No list was offered.
desk-offer = Offer what { $convoy } has
desk-offer-sign = Sign the list
desk-offer-note = The list is what the book says the convoy still has. The receiver counts for himself.
desk-offer-waits = Not counted yet
desk-offer-counted = Counted
desk-offer-over = Over
desk-count = Count it
desk-count-sign = Sign the count
desk-count-same = as listed
desk-count-reason = Reason of the difference
desk-counted = Counted
desk-listed = listed
desk-close = Close it
desk-close-sign = Sign that it is closed
desk-settle = Say how it ends
desk-settle-sign = Sign this word
desk-settle-how = The other side has said how it should end
desk-settle-agree = as the other side says
desk-settle-own = otherwise
desk-settle-verdict = How it ends
desk-settle-quantity = Quantity
desk-settle-site = Site, by its key (where the end needs one)
desk-settle-note = Note
desk-offer-part = Counted in part
desk-count-counted = counted otherwise
desk-count-later = counted later
desk-withdraw = Take it back
desk-withdraw-sign = Sign that it is taken back
desk-package = A package
desk-package-mark = Its mark or tag, as it reads
desk-package-seal = Number of its seal, as it reads
desk-package-add = Say how a package was found
desk-pieces-enter = Scan or type a piece’s number, then Enter
desk-pieces-here = { $serial }: found
desk-pieces-again = { $serial } was found already
desk-pieces-further = { $serial } is not on the list: noted as found besides
desk-pieces-strange = No piece { $serial } is due here
desk-pieces-not-listed = not on the list
desk-look = Record a check
desk-look-sign = Sign the check
desk-look-result = What was found
desk-look-method = How
desk-look-obstacle = Why they were not shown
desk-look-photo = The photograph
desk-look-photo-note = It stays where it is; keep it. Its hash is signed.
desk-look-photo-of = { $name }, hash { $hash }
desk-look-witness = Who witnessed
desk-look-n =
    { NUMBER($n) ->
        [0] No piece chosen yet.
        [one] { $n } piece chosen.
       *[other] { $n } pieces chosen.
    }
desk-plan-going =
    { NUMBER($n) ->
        [one] Searching: { $n } second of { $of }
       *[other] Searching: { $n } seconds of { $of }
    }
desk-plan-rounds =
    { NUMBER($n) ->
        [one] { $n } round
       *[other] { $n } rounds
    }
desk-plan-cancelled = The search was cancelled.
desk-look-photo-lost = It could not be kept, so its hash is not signed: { $why }
desk-count-photo = A photograph of what differs, where there is one
