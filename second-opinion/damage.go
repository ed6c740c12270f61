package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A damage is one way in which a folder is not the journal that its log signed.
type damage struct {
	name, what string
	make       func(v *victim) error
	// What the two must name: a file, an entry, or the rule that is broken.
	ours, theirs func(v *victim) string
}

// A victim is a copy of a sound folder, and the places in it that are damaged.
type victim struct {
	folder string
	sound  *log
	seed   ed25519.PrivateKey
	// A full bundle in the middle, its leaf tile, and the last tile of the level above.
	bundle, leaves, upper tlog.Tile
	// Two entries of the bundle.
	entry, other int64
	// The first pack of contents.
	pack string
}

// bytesOfEntry is an entry in its bundle, with its length.
const bytesOfEntry = 2 + 37

var damages = []damage{
	{"entry bit", "a bit of an entry is flipped",
		func(v *victim) error { return v.flip(tilePath(v.bundle), v.at(v.entry)+20) },
		bundleFile, oneEntry},
	{"entries exchanged", "two entries change places, and so do their leaf hashes",
		func(v *victim) error {
			if err := v.exchange(tilePath(v.bundle), bytesOfEntry); err != nil {
				return err
			}
			return v.exchange(tilePath(v.leaves), tlog.HashSize)
		},
		leafFile, says("the checkpoint signs")},
	{"bundle cut", "a bundle of entries ends early",
		func(v *victim) error {
			return v.edit(tilePath(v.bundle), func(b []byte) []byte { return b[:v.at(v.entry)+5] })
		},
		func(v *victim) string { return bundleFile(v) + ": ends inside " + oneEntry(v) }, bundleFile},
	{"leaf tile bit", "a bit of a leaf hash is flipped",
		func(v *victim) error { return v.flip(tilePath(v.leaves), v.entry%tileWidth*tlog.HashSize+7) },
		leafFile, leafFile},
	{"upper tile bit", "a bit of a hash above the leaves is flipped, at the right edge",
		func(v *victim) error { return v.flip(tilePath(v.upper), int64(v.upper.W)/2*tlog.HashSize+7) },
		upperFile, upperFile},
	{"history rewritten", "an entry is replaced and every tile computed anew, below the old head",
		(*victim).rewrite, says("checkpoint: signs root"), says("the checkpoint signs")},
	{"size raised", "the log itself signs a head with one entry more than it shows",
		(*victim).raise, longerFile, longerFile},
	{"log line removed", "the lines of the witnesses are kept, the log's own is not",
		func(v *victim) error { return v.edit("checkpoint", withoutLine(v.sound.head.log.Name())) },
		says("checkpoint: note has no verifiable"), says("carries no signature by the log's key")},
	{"other key", "another key under the log's name signs the same head, and vkeys names it too",
		(*victim).usurp,
		says("checkpoint: note has no verifiable"), says("carries no signature by the log's key")},
	{"other journal", "the log's key signed the same head for another journal, and that head is put here",
		func(v *victim) error { return v.signHead("example.org/journal/other", v.sound.head.tree) },
		says("checkpoint: of log"), says("checkpoint is of log `example.org/journal/other`")},
	{"cosignature backdated", "the time that a witness states is made an hour earlier",
		(*victim).backdate, says("checkpoint: invalid signature"), says("signature line of `example.org/witness` is refused")},
	{"statement changed", "a bit of a disclosed statement is flipped; the public files are sound",
		func(v *victim) error { return v.flip(v.pack, -1) },
		packFile, packFile},
}

func says(words string) func(*victim) string {
	return func(*victim) string { return words }
}
func bundleFile(v *victim) string { return tilePath(v.bundle) }
func leafFile(v *victim) string   { return tilePath(v.leaves) }
func upperFile(v *victim) string  { return tilePath(v.upper) }
func packFile(v *victim) string   { return v.pack }
func oneEntry(v *victim) string   { return fmt.Sprintf("entry %d", v.entry) }

// longerFile is the last bundle of the log with one entry more.
func longerFile(v *victim) string {
	bundles := row(-1, v.sound.head.tree.N+1)
	return tilePath(bundles[len(bundles)-1])
}

// newVictim copies a sound folder.
func newVictim(sound *log, seed ed25519.PrivateKey, pack string) (*victim, error) {
	v := &victim{sound: sound, seed: seed, pack: pack}
	n := sound.head.tree.N
	bundles, uppers := row(-1, n), row(1, n)
	v.bundle = bundles[len(bundles)/2]
	v.leaves = row(0, n)[v.bundle.N]
	v.upper = uppers[len(uppers)-1]
	v.entry, v.other = v.bundle.N*tileWidth+10, v.bundle.N*tileWidth+200
	var err error
	if v.folder, err = os.MkdirTemp("", "second-opinion-"); err != nil {
		return nil, err
	}
	return v, copyFolder(sound.folder, v.folder)
}

func copyFolder(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, below), 0o755)
		}
		bytes, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, below), bytes, 0o644)
	})
}

// at is where an entry stands in its bundle.
func (v *victim) at(entry int64) int64 { return entry % tileWidth * bytesOfEntry }

// edit writes a file anew; an edit that changes nothing is a mistake of this program.
func (v *victim) edit(file string, change func([]byte) []byte) error {
	path := filepath.Join(v.folder, filepath.FromSlash(file))
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	new := change(append([]byte(nil), old...))
	if bytes.Equal(old, new) {
		return fmt.Errorf("%s: the damage changes nothing", file)
	}
	return os.WriteFile(path, new, 0o644)
}

// flip changes a bit; a position below zero counts from the end.
func (v *victim) flip(file string, at int64) error {
	return v.edit(file, func(b []byte) []byte {
		if at < 0 {
			at += int64(len(b))
		}
		b[at] ^= 0x10
		return b
	})
}

// exchange swaps the parts of a file, of this stride, that belong to the two entries.
func (v *victim) exchange(file string, stride int64) error {
	return v.edit(file, func(b []byte) []byte {
		one, two := v.entry%tileWidth*stride, v.other%tileWidth*stride
		for i := int64(0); i < stride; i++ {
			b[one+i], b[two+i] = b[two+i], b[one+i]
		}
		return b
	})
}

// grown is the log computed anew from entries, in memory.
func grown(entries [][]byte) (*log, error) {
	l := new(log)
	for _, entry := range entries {
		if err := l.push(entry); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// rewrite replaces an entry and makes the whole folder agree with it, but for the signed head.
func (v *victim) rewrite() error {
	entries := append([][]byte(nil), v.sound.entries...)
	entries[v.entry] = v.sound.entries[v.other]
	l, err := grown(entries)
	if err != nil {
		return err
	}
	bundle := func(b []byte) []byte {
		copy(b[v.at(v.entry):], b[v.at(v.other):v.at(v.other)+bytesOfEntry])
		return b
	}
	if err := v.edit(tilePath(v.bundle), bundle); err != nil {
		return err
	}
	for _, tile := range hashTiles(int64(len(entries))) {
		data, err := tlog.ReadTileData(tile, l.own)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(v.folder, tilePath(tile)), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// raise signs a longer head with the log's own key; the entry more is an old one again.
func (v *victim) raise() error {
	l, err := grown(append(v.sound.entries[:len(v.sound.entries):len(v.sound.entries)], v.sound.entries[0]))
	if err != nil {
		return err
	}
	size := int64(len(l.entries))
	root, err := tlog.TreeHash(size, l.own)
	if err != nil {
		return err
	}
	return v.signHead(v.sound.head.log.Name(), tlog.Tree{N: size, Hash: root})
}

// signHead has the log's own key sign a head; nobody else's line is on it.
func (v *victim) signHead(origin string, tree tlog.Tree) error {
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, tree.N, tree.Hash)
	return v.sign(&note.Note{Text: text}, v.seed)
}

// usurp has a stranger's key of the log's name sign in the log's place. The lines of the witnesses
// stay: they are still right.
func (v *victim) usurp() error {
	name := v.sound.head.log.Name()
	if err := v.edit("checkpoint", withoutLine(name)); err != nil {
		return err
	}
	msg, err := os.ReadFile(filepath.Join(v.folder, "checkpoint"))
	if err != nil {
		return err
	}
	_, err = note.Open(msg, nil)
	unsigned, ok := err.(*note.UnverifiedNoteError)
	if !ok {
		return err
	}
	stranger := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{0x66}, ed25519.SeedSize))
	line, err := note.NewEd25519VerifierKey(name, stranger.Public().(ed25519.PublicKey))
	if err != nil {
		return err
	}
	if err := v.edit("vkeys", func(b []byte) []byte { return append([]byte(line+"\n"), b...) }); err != nil {
		return err
	}
	return v.sign(unsigned.Note, stranger)
}

// sign writes a note as checkpoint, with one more line, under the log's name.
func (v *victim) sign(n *note.Note, key ed25519.PrivateKey) error {
	name := v.sound.head.log.Name()
	vkey, err := note.NewEd25519VerifierKey(name, key.Public().(ed25519.PublicKey))
	if err != nil {
		return err
	}
	hash := strings.Split(vkey, "+")[1]
	secret := base64.StdEncoding.EncodeToString(append([]byte{typeEd25519}, key.Seed()...))
	signer, err := note.NewSigner("PRIVATE+KEY+" + name + "+" + hash + "+" + secret)
	if err != nil {
		return err
	}
	msg, err := note.Sign(n, signer)
	if err != nil {
		return err
	}
	return v.edit("checkpoint", func([]byte) []byte { return msg })
}

// withoutLine removes the signature lines of a name.
func withoutLine(name string) func([]byte) []byte {
	return func(msg []byte) []byte {
		var kept []string
		for _, line := range strings.SplitAfter(string(msg), "\n") {
			if !strings.HasPrefix(line, "— "+name+" ") {
				kept = append(kept, line)
			}
		}
		return []byte(strings.Join(kept, ""))
	}
}

// backdate takes an hour from the time in the first witness's line, which comes after the log's.
func (v *victim) backdate() error {
	return v.edit("checkpoint", func(msg []byte) []byte {
		lines := strings.SplitAfter(string(msg), "\n")
		fields := strings.Fields(lines[5])
		raw, err := base64.StdEncoding.DecodeString(fields[2])
		if err != nil || len(raw) < 12 {
			return msg
		}
		raw[10] -= 3600 >> 8
		lines[5] = fmt.Sprintf("— %s %s\n", fields[1], base64.StdEncoding.EncodeToString(raw))
		return []byte(strings.Join(lines, ""))
	})
}

// logSeed reads the seed of the log's key, and makes sure that it is.
func logSeed(seed, key string, log note.Verifier) (ed25519.PrivateKey, error) {
	raw, err := hex.DecodeString(seed)
	if err != nil || len(raw) != ed25519.SeedSize {
		return nil, refuse("-seed", "not %d bytes in hexadecimal", ed25519.SeedSize)
	}
	private := ed25519.NewKeyFromSeed(raw)
	line, err := note.NewEd25519VerifierKey(log.Name(), private.Public().(ed25519.PublicKey))
	if err != nil || line != key {
		return nil, refuse("-seed", "not that of the log's key")
	}
	return private, nil
}
