package main

import (
	"encoding/base64"
	"encoding/binary"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A log is what stands in a folder, judged step by step against its signed head.
type log struct {
	folder  string
	head    *head
	entries [][]byte
	// own are the hashes that the entries give; what they are worth only the root tells.
	own   ownHashes
	shelf *shelf
	// confirmed holds hashes that lead to the signed root, once checkTiles has passed.
	confirmed confirmedHashes
}

// readEntries reads every bundle and hashes its entries; nothing is compared yet.
func readEntries(folder string, h *head) (*log, error) {
	l := &log{folder: folder, head: h, shelf: &shelf{folder, make(map[tlog.Tile][]byte)}}
	l.confirmed = confirmedHashes{l.shelf, h.tree.N, make(map[int64]tlog.Hash)}
	for _, bundle := range row(-1, h.tree.N) {
		bytes, _, err := read(folder, tilePath(bundle), bundleBytesMax)
		if err != nil {
			return nil, err
		}
		entries, err := split(bundle, bytes)
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			if err := l.push(entry); err != nil {
				return nil, err
			}
		}
	}
	return l, nil
}

// push takes one more entry into the tree computed here.
func (l *log) push(entry []byte) error {
	hashes, err := tlog.StoredHashes(int64(len(l.entries)), entry, l.own)
	if err != nil {
		return err
	}
	l.entries = append(l.entries, entry)
	l.own = append(l.own, hashes...)
	return nil
}

// split cuts a bundle into exactly as many entries as it is wide.
func split(bundle tlog.Tile, bytes []byte) ([][]byte, error) {
	var entries [][]byte
	for len(entries) < bundle.W {
		index := bundle.N*tileWidth + int64(len(entries))
		if len(bytes) < 2 || len(bytes)-2 < int(binary.BigEndian.Uint16(bytes)) {
			return nil, refuse(tilePath(bundle), "ends inside entry %d", index)
		}
		end := 2 + int(binary.BigEndian.Uint16(bytes))
		entry := bytes[2:end]
		if _, err := commitment(entry); err != nil {
			return nil, refuse(tilePath(bundle), "entry %d: %v", index, err)
		}
		entries = append(entries, entry)
		bytes = bytes[end:]
	}
	if len(bytes) != 0 {
		return nil, refuse(tilePath(bundle), "goes on after its last entry for %d bytes", len(bytes))
	}
	return entries, nil
}

// checkTiles has tlog lead the hashes of every tile to the signed root, from the top down.
func (l *log) checkTiles() error {
	tree := l.head.tree
	if tree.N == 0 {
		// tlog has no tiles for an empty tree; its root is the hash of nothing (RFC 9162).
		if tree.Hash != emptyRoot {
			return refuse("checkpoint", "signs root %s for no entries", tree.Hash)
		}
		return nil
	}
	reader := tlog.TileHashReader(tree, l.shelf)
	for _, tile := range hashTiles(tree.N) {
		_, err := tlog.ReadTileData(tile, reader)
		if named, ok := err.(refusal); ok {
			return named
		}
		if err != nil && len(l.shelf.confirmed) == 0 {
			return l.blame()
		}
		if err != nil || !l.isUnderParent(tile) {
			return refuse(tilePath(tile), "does not hash to what the tile above it holds")
		}
	}
	return nil
}

// isUnderParent compares the hash over a full tile with the one that the tile above it holds.
//
// TileHashReader is to do this, but before x/mod 0.40.0 (CVE-2026-56865) it takes as many tiles for
// already judged as the tree has complete subtrees at its right edge; several of these may lie in
// one tile, and then tiles that were read besides are never compared. The leaf tile damages show it.
func (l *log) isUnderParent(tile tlog.Tile) bool {
	if tile.W < tileWidth {
		return true // at the right edge, where the root itself was computed from it
	}
	level := tileHeight * (tile.L + 1)
	hashes, err := l.confirmed.ReadHashes([]int64{
		tlog.StoredHashIndex(level, tile.N), // the tile above, judged before
		tlog.StoredHashIndex(level-1, 2*tile.N),
		tlog.StoredHashIndex(level-1, 2*tile.N+1),
	})
	return err == nil && hashes[0] == tlog.NodeHash(hashes[1], hashes[2])
}

// blame finds out what is damaged where the tiles at the right edge do not lead to the root.
func (l *log) blame() error {
	tree := l.head.tree
	root, err := tlog.TreeHash(tree.N, l.own)
	if err != nil {
		return err
	}
	for _, tile := range hashTiles(tree.N) {
		found, err := l.shelf.readTile(tile)
		if err != nil {
			return err
		}
		right, err := tlog.ReadTileData(tile, l.own)
		if err != nil {
			return err
		}
		for at := 0; at < tile.W; at++ {
			if string(found[at*tlog.HashSize:(at+1)*tlog.HashSize]) == string(right[at*tlog.HashSize:(at+1)*tlog.HashSize]) {
				continue
			}
			if root == tree.Hash {
				return refuse(tilePath(tile), "hash %d is not that of the entries, which lead to the signed root", at)
			}
			return refuse(tilePath(tile), "hash %d is not that of the entries, and neither leads to the signed root", at)
		}
	}
	return refuse("checkpoint", "signs root %s, entries and tiles have root %s", tree.Hash, root)
}

// checkInclusion proves each entry from the confirmed tiles, as one who fetched only those would.
func (l *log) checkInclusion() error {
	tree := l.head.tree
	for i, entry := range l.entries {
		index := int64(i)
		proof, err := tlog.ProveRecord(tree.N, index, l.confirmed)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			bundle := row(-1, tree.N)[index/tileWidth]
			return refuse(tilePath(bundle), "entry %d is not in the signed tree: %v", index, err)
		}
	}
	return nil
}

// checkConsistency proves that the tree of the first entries, whatever their number, is a beginning
// of the signed one: the smaller root from the entries, the proof from the confirmed tiles.
func (l *log) checkConsistency() error {
	for size := int64(1); size < l.head.tree.N; size++ {
		root, err := tlog.TreeHash(size, l.own)
		if err != nil {
			return err
		}
		if err := l.beginsWith(tlog.Tree{N: size, Hash: root}); err != nil {
			return refuse("checkpoint", "not consistent with its first %d entries: %v", size, err)
		}
	}
	return nil
}

func (l *log) beginsWith(smaller tlog.Tree) error {
	tree := l.head.tree
	proof, err := tlog.ProveTree(tree.N, smaller.N, l.confirmed)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, smaller.N, smaller.Hash)
}

// checkOlder holds a checkpoint that was kept from before against this one.
func (l *log) checkOlder(file string, say teller) error {
	msg, err := readOutside(file)
	if err != nil {
		return err
	}
	older, err := l.head.open(file, msg)
	if err != nil {
		return err
	}
	if older.N < 1 || older.N > l.head.tree.N {
		return refuse(file, "has %d entries, the folder %d: cut short since, or the older of two", older.N, l.head.tree.N)
	}
	if err := l.beginsWith(older); err != nil {
		return refuse(file, "two histories, both signed: not the first %d entries of this journal: %v", older.N, err)
	}
	say("older head", "%d entries, root %s, is a beginning of this journal", older.N, older.Hash)
	return nil
}

// checkProof judges a C2SP tlog-proof v1 for the entry that the folder has at its index.
func (l *log) checkProof(file string, say teller) error {
	text, err := readOutside(file)
	if err != nil {
		return err
	}
	parts := strings.SplitN(string(text), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if len(parts) != 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return refuse(file, "no tlog-proof of version 1")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return refuse(file, "names no index")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil || lines[0] != "index "+strconv.FormatInt(index, 10) || index < 0 || index >= int64(len(l.entries)) {
		return refuse(file, "%q is no entry of the folder", lines[0])
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		raw, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(raw) != tlog.HashSize {
			return refuse(file, "%q is no hash", line)
		}
		var hash tlog.Hash
		copy(hash[:], raw)
		proof = append(proof, hash)
	}
	tree, err := l.head.open(file, []byte(parts[1]))
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(l.entries[index])); err != nil {
		return refuse(file, "does not prove entry %d: %v", index, err)
	}
	say("proof", "entry %d is under a signed head of %d entries", index, tree.N)
	return nil
}

// readOutside reads a file that is not of the folder.
func readOutside(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, refuse(file, "%v", err)
	}
	if info.Size() > textBytesMax {
		return nil, refuse(file, "longer than %d bytes", textBytesMax)
	}
	return os.ReadFile(file)
}
