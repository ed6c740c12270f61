// Second opinion: verifies a journal that Qafila wrote, without any code of Qafila.
//
// Signed notes, tree, tiles and proofs are judged by Go's golang.org/x/mod/sumdb, which other
// people wrote for another log. What that package does not know stands here: cosignatures, the
// C2SP names of the files, entries and contents of a Qafila journal, tlog-proof. Nothing is
// trusted but the log's key on the command line.
package main

import (
	"flag"
	"fmt"
	"os"
)

const usage = `second-opinion verify -key VKEY [-older CHECKPOINT] [-proof FILE] FOLDER
second-opinion damage -key VKEY -seed HEX -qafila PROGRAM FOLDER

verify  prints a line for each thing that is right; the first that is not ends it.
damage  makes twelve damaged copies of a sound folder; this program and Qafila must
        refuse each and name what is damaged. The seed is that of the log's key.

Exit codes: 0 all is right, 1 something is refused, 2 usage.
`

func main() {
	if len(os.Args) < 2 {
		stopWithUsage()
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	flags.Usage = stopWithUsage
	key := flags.String("key", "", "")
	var run func(folder string) error
	switch os.Args[1] {
	case "verify":
		older := flags.String("older", "", "")
		proof := flags.String("proof", "", "")
		run = func(folder string) error { return verify(folder, *key, *older, *proof, tell) }
	case "damage":
		seed := flags.String("seed", "", "")
		qafila := flags.String("qafila", "qafila", "")
		run = func(folder string) error { return damageRun(folder, *key, *seed, *qafila) }
	default:
		stopWithUsage()
	}
	_ = flags.Parse(os.Args[2:]) // ExitOnError
	if flags.NArg() != 1 || *key == "" {
		stopWithUsage()
	}
	if err := run(flags.Arg(0)); err != nil {
		fmt.Printf("REFUSED  %v\n", err)
		os.Exit(1)
	}
}

func stopWithUsage() {
	fmt.Fprint(os.Stderr, usage)
	os.Exit(2)
}

// A teller is told each thing that was found right.
type teller func(what, format string, args ...any)

func tell(what, format string, args ...any) {
	fmt.Printf("ok  %-12s %s\n", what, fmt.Sprintf(format, args...))
}

// verify judges a whole folder; the error names the first file that is not right. Of the two
// optional files, older is a checkpoint that the reader kept from before, proof a tlog-proof.
func verify(folder, key, older, proof string, say teller) error {
	head, err := openHead(folder, key, say)
	if err != nil {
		return err
	}
	log, err := readEntries(folder, head)
	if err != nil {
		return err
	}
	if err := log.checkTiles(); err != nil {
		return err
	}
	say("tiles", "%d hash tiles lead to the signed root", len(log.shelf.confirmed))
	if err := log.checkInclusion(); err != nil {
		return err
	}
	say("entries", "%d entries, each with its inclusion proof", head.tree.N)
	if err := log.checkConsistency(); err != nil {
		return err
	}
	say("consistency", "every smaller tree is a beginning of this one")
	disclosed, err := log.checkContents()
	if err != nil {
		return err
	}
	say("contents", "%d disclosed statements, each the one its entry commits to", disclosed)
	if older != "" {
		if err := log.checkOlder(older, say); err != nil {
			return err
		}
	}
	if proof != "" {
		return log.checkProof(proof, say)
	}
	return nil
}
