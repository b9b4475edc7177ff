package commands_test

import (
	"testing"

	"gremienbot/storage/storagetest"
)

func TestMain(m *testing.M) { storagetest.Main(m) }
