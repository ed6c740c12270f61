# Hints: what to do next, one sentence for each kind of failure.

hint-busy = another process is writing to the node; try again when it is done
hint-damaged = ask for a fresh copy from the party or from anyone who holds the journal
hint-damaged-store = restore the node from a copy, then import the journals of the partners
hint-date = name the day with `--date`, such as `--date 2013-02-08`; it is never guessed
hint-denied = the user who runs this may only read the node's folder and its files; run it as their owner
hint-empty-folder = name a folder that does not exist yet
hint-head-moved = somebody else appended in between; run the command again
hint-init = make a node with `qafila init`
hint-journal-folder = name a journal's folder, or the folder above several
hint-hidden = what starts with `hidden:` is written when a statement is signed; give the value, and `"hidden": {"{"}"fields": ["place"], "parties": ["monitor"]{"}"}` beside `kind`
hint-jsonl = each line is one JSON object; `docs/statements.md` shows them
hint-log = `qafila journal log` lists statements with their leaf hashes
hint-matters = `qafila handover matters` lists offers and matters with their hashes
hint-nearest = did you mean { $names }?
hint-no-node = name a node's folder with `--node`, or make one with `qafila init`
hint-not-there = a convoy can hand over once it has arrived; say so with a `progress` statement
hint-officer = name who signs with `--officer`, or `"officer"` in the line
hint-order = `qafila plan --order` signs the orders of a plan
hint-other-folder = name another folder, or move that away
hint-outcome = give `--outcome ITEM=N:VERDICT` for each disputed line, or `--agree`
hint-other-passphrase = set `QAFILA_OTHER_PASSPHRASE`, or run the command at a terminal
hint-passphrase = set `QAFILA_PASSPHRASE`, or run the command at a terminal
hint-plan = `--replan last` plans again from the plan in force
hint-pledge = a pledge comes with `qafila journal import`, or with `qafila say` on the node of its donor
hint-port = choose another port with `--port`
hint-reason = add it after a colon: `short`, `over`, `damaged`, `substituted`, `wrong_serial`, `wrong_lot`, `seal_broken`
hint-restored = this node was restored from an old copy; do not sign with it before its journal is complete again
hint-route-why = `--why` names what is closed or contested on the shortest way
hint-seal-key = import the journal of that party first, or write the folder in the open with `--plain`
hint-skip-bad = correct the lines, or append the good ones with `--skip-bad`
hint-split = split it and read the parts
hint-split-view = keep both copies: together they prove that the party shows two histories
hint-stock = what stands at a site is said with `stock_declared`
hint-unknown = correct the lines, append the good ones with `--skip-bad`, or let through with `--unknown` what a partner has yet to define
hint-utf8 = convert the text to UTF-8 first
