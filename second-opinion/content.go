package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// emptyRoot is SHA-256 of no bytes.
var emptyRoot = tlog.Hash(sha256.Sum256(nil))

// What stands around the commitment in an entry: CBOR [1, commitment, h”].
var (
	beforeCommitment = []byte{0x83, 0x01, 0x58, 0x20}
	afterCommitment  = []byte{0x40}
)

// commitment reads an entry: the same 37 bytes for all but the hash in them.
func commitment(entry []byte) ([]byte, error) {
	end := len(entry) - len(afterCommitment)
	if len(entry) != 37 || !bytes.HasPrefix(entry, beforeCommitment) || !bytes.HasSuffix(entry, afterCommitment) {
		return nil, errors.New("not CBOR [1, 32 bytes, h'']")
	}
	return entry[len(beforeCommitment):end], nil
}

// CBOR major types (RFC 8949), and the one simple value that a pack may hold.
const (
	cborBytes = 2
	cborArray = 4
	cborNull  = 0xf6
)

var errPack = errors.New("not a list of [salt, statement] or null in its shortest form")

// cborHead reads a type and its number, which must be in its shortest form.
func cborHead(b []byte) (major byte, number uint64, rest []byte, err error) {
	if len(b) == 0 {
		return 0, 0, nil, errPack
	}
	major, short := b[0]>>5, b[0]&0x1f
	if short < 24 {
		return major, uint64(short), b[1:], nil
	}
	width := 1 << (short - 24)
	if short > 27 || len(b) < 1+width {
		return 0, 0, nil, errPack
	}
	for _, digit := range b[1 : 1+width] {
		number = number<<8 | uint64(digit)
	}
	least := uint64(24)
	if width > 1 {
		least = 1 << (4 * width)
	}
	if number < least {
		return 0, 0, nil, errPack
	}
	return major, number, b[1+width:], nil
}

// cborString reads a byte string.
func cborString(b []byte) (value, rest []byte, err error) {
	major, length, rest, err := cborHead(b)
	if err != nil || major != cborBytes || length > uint64(len(rest)) {
		return nil, nil, errPack
	}
	return rest[:length], rest[length:], nil
}

// checkContents compares every disclosed statement with the commitment in its entry:
// SHA-256("qafila/commit/v1" || 0x00 || salt || statement).
func (l *log) checkContents() (disclosed int, err error) {
	for _, bundle := range row(-1, l.head.tree.N) {
		pack, missing, err := read(l.folder, packPath(bundle), packBytesMax)
		if missing {
			continue
		}
		if err != nil {
			return 0, err
		}
		first := bundle.N * tileWidth
		some, err := checkPack(pack, first, l.entries[first:first+int64(bundle.W)])
		if err != nil {
			return 0, refuse(packPath(bundle), "%v", err)
		}
		disclosed += some
	}
	return disclosed, nil
}

// checkPack judges the slots of one pack; slot k is of the k-th of these entries.
func checkPack(pack []byte, first int64, entries [][]byte) (disclosed int, err error) {
	major, slots, rest, err := cborHead(pack)
	if err != nil || major != cborArray || slots == 0 || slots > uint64(len(entries)) {
		return 0, fmt.Errorf("not a list of 1 to %d slots", len(entries))
	}
	for k, entry := range entries[:slots] {
		if len(rest) > 0 && rest[0] == cborNull && uint64(k) < slots-1 {
			rest = rest[1:]
			continue
		}
		var salt, statement []byte
		if salt, statement, rest, err = slot(rest); err != nil {
			return 0, fmt.Errorf("entry %d: %v", first+int64(k), err)
		}
		committed, err := commitment(entry)
		if err != nil {
			return 0, err
		}
		text := append(append([]byte("qafila/commit/v1\x00"), salt...), statement...)
		if sum := sha256.Sum256(text); !bytes.Equal(sum[:], committed) {
			return 0, fmt.Errorf("the content of entry %d is not what the entry commits to", first+int64(k))
		}
		disclosed++
	}
	if len(rest) != 0 {
		return 0, errors.New("goes on after its last slot")
	}
	return disclosed, nil
}

// slot reads [salt, statement].
func slot(b []byte) (salt, statement, rest []byte, err error) {
	major, parts, rest, err := cborHead(b)
	if err != nil || major != cborArray || parts != 2 {
		return nil, nil, nil, errPack
	}
	if salt, rest, err = cborString(rest); err != nil || len(salt) != 32 {
		return nil, nil, nil, errPack
	}
	statement, rest, err = cborString(rest)
	return salt, statement, rest, err
}
