package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// entriesMax bounds the memory that a checkpoint can ask for: two hashes are kept for each entry.
const entriesMax = 1 << 24

const (
	typeEd25519  = 0x01
	typeCosigner = 0x04
)

// A cosigner verifies lines of C2SP tlog-cosignature v1, which sumdb/note does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

// Name is part of note.Verifier.
func (c cosigner) Name() string { return c.name }

// KeyHash is part of note.Verifier.
func (c cosigner) KeyHash() uint32 { return c.hash }

// Verify is part of note.Verifier: eight bytes of time, then a signature over that time and the text.
func (c cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)
	return ed25519.Verify(c.key, []byte(message), sig[8:])
}

// parseKey reads a key line; nil without an error is a key of a type that cannot be judged.
func parseKey(line string) (note.Verifier, error) {
	parts := strings.SplitN(line, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not name+hash+base64")
	}
	key, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(key) == 0 {
		return nil, errors.New("the key is not base64")
	}
	sum := sha256.Sum256([]byte(parts[0] + "\n" + string(key)))
	if parts[1] != fmt.Sprintf("%08x", sum[:4]) {
		return nil, fmt.Errorf("states hash %s, its name and key give %08x", parts[1], sum[:4])
	}
	switch {
	case key[0] == typeEd25519:
		return note.NewVerifier(line)
	case key[0] == typeCosigner && len(key) == 1+ed25519.PublicKeySize:
		return cosigner{parts[0], binary.BigEndian.Uint32(sum[:4]), key[1:]}, nil
	default:
		return nil, nil
	}
}

// readKeys returns the keys that the folder itself names; they are believed for their own lines only.
func readKeys(folder string, logKey string) ([]note.Verifier, error) {
	text, missing, err := read(folder, "vkeys", textBytesMax)
	if missing {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		return nil, refuse("vkeys", "no newline at its end")
	}
	var keys []note.Verifier
	seen := make(map[string]bool)
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		key, err := parseKey(line)
		if err != nil {
			return nil, refuse("vkeys", "line %d: %v", i+1, err)
		}
		if key != nil && !seen[line] {
			keys = append(keys, key)
		}
		seen[line] = true
	}
	if !seen[logKey] {
		return nil, refuse("vkeys", "does not name the expected key %s", logKey)
	}
	return keys, nil
}

// A head is a checkpoint that its log signed.
type head struct {
	logKey string
	log    note.Verifier
	keys   []note.Verifier
	tree   tlog.Tree
}

// openHead judges the checkpoint of a folder: first by the log's key alone, then the lines of witnesses.
func openHead(folder, logKey string, say teller) (*head, error) {
	log, err := parseKey(logKey)
	if _, isLog := log.(cosigner); err != nil || log == nil || isLog {
		return nil, refuse("-key", "no key line of type Ed25519: %v", err)
	}
	keys, err := readKeys(folder, logKey)
	if err != nil {
		return nil, err
	}
	msg, _, err := read(folder, "checkpoint", textBytesMax)
	if err != nil {
		return nil, err
	}
	h := &head{logKey: logKey, log: log, keys: keys}
	if h.tree, err = h.open("checkpoint", msg); err != nil {
		return nil, err
	}
	say("log line", "%s signed %d entries, root %s", log.Name(), h.tree.N, h.tree.Hash)
	return h, h.cosignatures(msg, say)
}

// open judges a signed note by the log's key, and reads the head that is its text.
func (h *head) open(file string, msg []byte) (tree tlog.Tree, err error) {
	n, err := note.Open(msg, note.VerifierList(h.log))
	if err != nil {
		return tree, refuse(file, "%v", err)
	}
	for _, sig := range append(n.Sigs, n.UnverifiedSigs...) {
		if _, err := base64.StdEncoding.Strict().DecodeString(sig.Base64); err != nil {
			return tree, refuse(file, "the line of %s is not base64 in its one form", sig.Name)
		}
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tree, refuse(file, "the text is not three lines: origin, size and root")
	}
	if lines[0] != h.log.Name() {
		return tree, refuse(file, "of log %s, the key is of %s", lines[0], h.log.Name())
	}
	tree.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || lines[1] != strconv.FormatInt(tree.N, 10) || tree.N < 0 || tree.N > entriesMax {
		return tree, refuse(file, "size %q is no number up to %d in its shortest form", lines[1], entriesMax)
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tree, refuse(file, "root %q is not base64 of %d bytes", lines[2], tlog.HashSize)
	}
	copy(tree.Hash[:], root)
	return tree, nil
}

// cosignatures judges every line by a key that the folder names; a wrong one is damage.
func (h *head) cosignatures(msg []byte, say teller) error {
	known := []note.Verifier{h.log}
	for _, key := range h.keys {
		if key.Name() != h.log.Name() || key.KeyHash() != h.log.KeyHash() {
			known = append(known, key)
		}
	}
	n, err := note.Open(msg, note.VerifierList(known...))
	if err != nil {
		return refuse("checkpoint", "%v", err)
	}
	for _, sig := range n.Sigs {
		for _, key := range known[1:] {
			if key.Name() != sig.Name || key.KeyHash() != sig.Hash {
				continue
			}
			if _, isCosigner := key.(cosigner); isCosigner {
				raw, _ := base64.StdEncoding.DecodeString(sig.Base64) // decoded by note.Open before
				at := time.Unix(int64(binary.BigEndian.Uint64(raw[4:])), 0).UTC()
				say("cosignature", "%s saw it at %s; its key is the one the folder names", sig.Name, at.Format(time.RFC3339))
			} else {
				say("other line", "%s signed it; its key is the one the folder names", sig.Name)
			}
		}
	}
	for _, sig := range n.UnverifiedSigs {
		say("unknown line", "%s+%08x, not judged", sig.Name, sig.Hash)
	}
	return nil
}
