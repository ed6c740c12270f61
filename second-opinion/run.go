package main

import (
	"crypto/ed25519"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// quiet is told what is right, where only the first fault is wanted.
func quiet(string, string, ...any) {}

// damageRun damages copies of a sound folder, one way each, and prints what the two verifiers say of
// them as a table. It fails where one of them accepts a copy, or refuses it without naming what is damaged.
func damageRun(folder, key, seed, qafila string) error {
	sound, private, err := openSound(folder, key, seed)
	if err != nil {
		return err
	}
	if code, said := askQafila(qafila, folder, key); code != 0 {
		return fmt.Errorf("the sound folder is refused by Qafila, with exit code %d: %s", code, said)
	}
	packs, err := filepath.Glob(filepath.Join(folder, "content", "*"))
	if err != nil || len(packs) == 0 {
		return fmt.Errorf("%s discloses nothing that could be damaged", folder)
	}
	sort.Strings(packs)
	fmt.Println("| damage | what is done | second opinion | Qafila |\n|---|---|---|---|")
	var failed []string
	for _, d := range damages {
		v, err := newVictim(sound, private, "content/"+filepath.Base(packs[0]))
		if err == nil {
			err = d.make(v)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
		ours := "accepted"
		if err := verify(v.folder, key, "", "", quiet); err != nil {
			ours = err.Error()
		}
		code, theirs := askQafila(qafila, v.folder, key)
		fmt.Printf("| %s | %s | %s | %s |\n", d.name, d.what, short(ours), short(theirs))
		if !strings.Contains(ours, d.ours(v)) {
			failed = append(failed, fmt.Sprintf("%s: the second opinion does not name %q", d.name, d.ours(v)))
		}
		if code != 3 || !strings.Contains(theirs, d.theirs(v)) {
			failed = append(failed, fmt.Sprintf("%s: Qafila ends with %d, or does not name %q", d.name, code, d.theirs(v)))
		}
		if err := os.RemoveAll(v.folder); err != nil {
			return err
		}
	}
	if len(failed) > 0 {
		return fmt.Errorf("%d of the damages were not noticed as they should be:\n  %s", len(failed), strings.Join(failed, "\n  "))
	}
	return nil
}

// openSound makes sure that the folder is sound, and large enough to be damaged everywhere.
func openSound(folder, key, seed string) (*log, ed25519.PrivateKey, error) {
	if err := verify(folder, key, "", "", quiet); err != nil {
		return nil, nil, err
	}
	head, err := openHead(folder, key, quiet)
	if err != nil {
		return nil, nil, err
	}
	if head.tree.N < 4*tileWidth {
		return nil, nil, fmt.Errorf("%s has %d entries; %d are needed for tiles on two levels", folder, head.tree.N, 4*tileWidth)
	}
	sound, err := readEntries(folder, head)
	if err != nil {
		return nil, nil, err
	}
	private, err := logSeed(seed, key, head.log)
	return sound, private, err
}

// askQafila returns the exit code of `qafila journal verify`, and its error with causes.
func askQafila(program, folder, key string) (code int, said string) {
	command := exec.Command(program, "--lang", "en", "journal", "verify", folder, "--key", key)
	command.Env = append(os.Environ(), "NO_COLOR=1", "COLUMNS=1000")
	var errors strings.Builder
	command.Stderr = &errors
	err := command.Run()
	if err != nil && command.ProcessState == nil {
		return -1, err.Error()
	}
	return command.ProcessState.ExitCode(), fault(errors.String())
}

// fault is the part of Qafila's words that says what is wrong: the error and its causes, on one line.
func fault(words string) string {
	if at := strings.Index(words, "Error:"); at >= 0 {
		words = words[at+len("Error:"):]
	}
	if at := strings.Index(words, "Hint:"); at >= 0 {
		words = words[:at]
	}
	words = strings.Join(strings.Fields(words), " ")
	return strings.ReplaceAll(words, " Caused by:", ":")
}

var (
	// A key line behind its name; Qafila breaks long words over lines.
	longKey  = regexp.MustCompile(`(\+[0-9a-f]{8})\+[A-Za-z0-9+/= ]+`)
	longHash = regexp.MustCompile(`[0-9a-f]{64}|[A-Za-z0-9+/]{43}=`)
)

// short cuts keys and hashes, which are long and differ in their first digits.
func short(words string) string {
	words = longKey.ReplaceAllString(words, "$1")
	words = longHash.ReplaceAllStringFunc(words, func(hash string) string { return hash[:8] + ".." })
	return strings.ReplaceAll(words, "|", "\\|")
}
