package storage_test

import (
	"os"
	"testing"

	"gremienbot/storage/storagetest"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(holdVariable); dir != "" {
		hold(dir)
		return
	}
	storagetest.Main(m)
}
