package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	// tileHeight gives tiles of 2^8 hashes, the only height of C2SP tlog-tiles.
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// bundleBytesMax is a full bundle of the longest entries that a 16-bit length can announce.
	bundleBytesMax = tileWidth * (2 + 1<<16)
	// packBytesMax is 256 statements of 64 KiB, with their salts and CBOR heads.
	packBytesMax = tileWidth*(64<<10+64) + 3
	// textBytesMax is more than any checkpoint, proof or list of keys needs.
	textBytesMax = 64 << 10
)

// A refusal says which file is not right, and why.
type refusal struct{ file, why string }

func (r refusal) Error() string { return r.file + ": " + r.why }

func refuse(file, format string, args ...any) error {
	return refusal{file, fmt.Sprintf(format, args...)}
}

// read returns a file of the folder, of at most limit bytes; missing reports that there is none.
func read(folder, file string, limit int64) (bytes []byte, missing bool, err error) {
	f, err := os.Open(filepath.Join(folder, filepath.FromSlash(file)))
	if os.IsNotExist(err) {
		return nil, true, refuse(file, "missing")
	}
	if err != nil {
		return nil, false, refuse(file, "%v", err)
	}
	defer f.Close()
	bytes, err = io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, false, refuse(file, "%v", err)
	}
	if int64(len(bytes)) > limit {
		return nil, false, refuse(file, "longer than %d bytes", limit)
	}
	return bytes, false, nil
}

// tilePath maps Go's tile/8/L/N to C2SP's tile/L/N, and level -1, Go's data, to entries.
func tilePath(t tlog.Tile) string {
	path := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", tileHeight))
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

// packPath is where the contents of a bundle's entries are: numbered alike, never partial.
func packPath(bundle tlog.Tile) string {
	whole := tlog.Tile{H: tileHeight, L: -1, N: bundle.N, W: tileWidth}
	return strings.Replace(tilePath(whole), "tile/entries/", "content/", 1)
}

// row lists the tiles of a level of a log of n entries; the entries themselves are level -1.
func row(level int, n int64) []tlog.Tile {
	width := n
	if level > 0 {
		width = n >> (tileHeight * level)
	}
	var tiles []tlog.Tile
	for at := int64(0); at*tileWidth < width; at++ {
		w := width - at*tileWidth
		if w > tileWidth {
			w = tileWidth
		}
		tiles = append(tiles, tlog.Tile{H: tileHeight, L: level, N: at, W: int(w)})
	}
	return tiles
}

// hashTiles lists all hash tiles of a log of n entries, parents before their children.
func hashTiles(n int64) []tlog.Tile {
	var tiles []tlog.Tile
	for level := 0; n>>(tileHeight*level) > 0; level++ {
		tiles = append(row(level, n), tiles...)
	}
	return tiles
}

// A shelf reads hash tiles for tlog, and keeps those that tlog has confirmed.
type shelf struct {
	folder    string
	confirmed map[tlog.Tile][]byte
}

// Height is part of tlog.TileReader.
func (s *shelf) Height() int { return tileHeight }

// ReadTiles is part of tlog.TileReader; the length of a tile must be that of its width.
func (s *shelf) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, known := s.confirmed[t]
		if !known {
			var err error
			if data, err = s.readTile(t); err != nil {
				return nil, err
			}
		}
		all = append(all, data)
	}
	return all, nil
}

// SaveTiles is part of tlog.TileReader: called with what leads to the signed root, only.
func (s *shelf) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, t := range tiles {
		s.confirmed[t] = data[i]
	}
}

func (s *shelf) readTile(t tlog.Tile) ([]byte, error) {
	data, _, err := read(s.folder, tilePath(t), tileWidth*tlog.HashSize)
	if err == nil && len(data) != t.W*tlog.HashSize {
		err = refuse(tilePath(t), "%d bytes, %d hashes have %d", len(data), t.W, t.W*tlog.HashSize)
	}
	return data, err
}

// confirmedHashes answers from confirmed tiles, and computes each hash inside a tile once.
type confirmedHashes struct {
	shelf *shelf
	n     int64
	known map[int64]tlog.Hash
}

// ReadHashes is part of tlog.HashReader.
func (c confirmedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hash, known := c.known[index]
		if !known {
			tile := tlog.TileForIndex(tileHeight, index)
			// The file of the tile is as wide as the log allows, not as this hash needs.
			tile.W = tileWidth
			if width := c.n>>(tileHeight*tile.L) - tile.N*tileWidth; width < tileWidth {
				tile.W = int(width)
			}
			var err error
			if hash, err = tlog.HashFromTile(tile, c.shelf.confirmed[tile], index); err != nil {
				return nil, err
			}
			c.known[index] = hash
		}
		hashes[i] = hash
	}
	return hashes, nil
}

// ownHashes are those computed here from the entries, in tlog's order of storage.
type ownHashes []tlog.Hash

// ReadHashes is part of tlog.HashReader.
func (o ownHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = o[index]
	}
	return hashes, nil
}
