# The telephone's page: a node in a browser.

phone-title = Telephone
phone-crossing = Crossing
phone-verify = Verify a proof
phone-online = There is a network.
phone-offline = No network; none is needed here.
phone-kept = This page is kept on the telephone.
phone-unsent =
    { $n ->
        [0] Everything was taken home.
        [one] { $n } statement not taken home yet.
       *[other] { $n } statements not taken home yet.
    }
phone-trouble = The telephone cannot be used.
phone-elsewhere = The telephone is open in another window of this browser. Close that one and reload this page.
phone-passphrase = Passphrase
phone-passphrase-again = The same again
phone-passphrases-differ = The two passphrases differ. Type both again.
phone-refused = Not done.
phone-why-passphrase = This passphrase does not open the keys of this telephone.
phone-why-no-slip = This is no slip or proof, or not all of it. Take the whole text, or photograph the code again.
phone-why-no-code = No code could be read in this picture. Take it closer, straight, with one code alone.
phone-why-no-bundle = This file holds no journals. Choose the file as the office or the other telephone saved it.
phone-why-no-pass = This is not the pass for this telephone. Ask the office for the one that answers its request.
phone-why-not-known = What this rests on is not known here yet. Bring the journals of the other side first.
phone-why-counted = This list was counted before; the first count stands.
phone-why-reason = What was counted differs from the list: say why, for each line that differs.
phone-why-unseen = The text holds a character that nobody sees. Type it anew rather than pasting it.
phone-working = Working
phone-unlock = Unlock
phone-lock = Lock the keys
phone-new = This telephone can become a device of your party: it signs with keys of its own, which never leave it, and works without any network. What it says is kept in this browser until it is taken home.
phone-name = What it is to be called: small letters, digits and “-”
phone-begin = Make keys
phone-ask = 1. Ask the office
phone-ask-how = Give this line to the office. There, { $command } answers it with a pass.
phone-request-file = Save the request as a file
phone-pass = 2. Take the pass
phone-pass-file = The pass, a file that ends in { $ending }
phone-who = Who signs on this telephone, of { $party }
phone-take-up = Begin
phone-take = Take what the other side shows
phone-slip-text = Text of the slip
phone-slip-file = Or a photograph of the code, or a file
phone-take-do = Take
phone-taken = Taken: { $kind }, signed for { $officer }. The signature and its place in the journal are sound.
phone-known = Known already: { $kind }, signed for { $officer }.
phone-waiting = Convoys at their crossing
phone-offer = Sign the list
phone-offers = Lists
phone-no-offers = No list is known here. Take one from the giver’s telephone, or bring the journals.
phone-from-to = { $giver } to { $receiver }, { $place }
phone-state-open = not counted yet
phone-state-answered = counted
phone-state-withdrawn = taken back
phone-count = Count
phone-show-offer = Show the list
phone-show-answer = Show the count
phone-listed = Listed: { $n } ({ $unit })
phone-counted = Counted
phone-all-there = All there
phone-reason = Why it differs
phone-note = Note
phone-sign-as = Signed for { $officer }.
phone-sign = Sign the count
phone-slip = For the other side
phone-slip-code = Code with the signed statement and its proof
phone-slip-long = With { $bytes } bytes it is too long for a code; hand over the text or the file.
phone-slip-as-text = The same as text
phone-slip-save = Save as a file
phone-close = Close
phone-journals = Journals
phone-home = Take what this telephone has said home: the office takes it over by { $command }.
phone-bundle = Save this telephone’s journal
phone-bundle-in = Bring journals from the office, a file that ends in { $ending }
phone-verify-how = The proof is judged in this browser alone. Drop a file here, paste its text, or photograph its code.
phone-proof = Proof
phone-proof-file = Or a file, or a photograph of the code
phone-keys = Key lines of journals that you trust, besides those that this telephone holds
phone-leaf = Leaf hash, where the proof does not disclose its statement
phone-judge = Judge
phone-verdict-sound = Sound
phone-verdict-unsound = Not sound
phone-verdict-unknown = The journal’s key is not known here: nothing is proved. Add its key line.
phone-proves = Entry { $n } of journal { $journal }, leaf hash { $leaf }
phone-says = It says: { $kind }, signed for { $officer }, by its own account at
phone-cosigned = Cosigned by { $by }
phone-entries =
    { $n ->
        [one] { $n } entry
       *[other] { $n } entries
    }
phone-imported =
    { $n ->
        [one] { $n } new entry taken over.
       *[other] { $n } new entries taken over.
    }
phone-checks = Checks
phone-checks-none = No piece is known here that a check is due for. Bring the journals.
phone-checks-due =
    { $n ->
        [one] { $n } piece to look at
       *[other] { $n } pieces to look at
    }
phone-checks-seen =
    { $n ->
        [one] { $n } piece needs no look now
       *[other] { $n } pieces need no look now
    }
phone-check-signed =
    { $n ->
        [one] The check of { $n } piece is signed, and kept here until it is taken home.
       *[other] The check of { $n } pieces is signed, and kept here until it is taken home.
    }
phone-check-look = Look at { $serial }
phone-scan-photo = Or a photograph of its code
phone-scan-camera = Read codes through the camera
phone-scan-seen = What the camera sees
phone-scan-stop = Close the camera
phone-photos = Photographs on this telephone
phone-photos-note = They stay here; only their hashes are signed. Save those that are to be shown later.
phone-photo-save = Save { $name }
phone-photo-remove = Remove { $name }
phone-photo-remove-sure = Remove { $name } for good
