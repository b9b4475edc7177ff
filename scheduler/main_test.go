package scheduler_test

import (
	"os"
	"testing"

	"gremienbot/storage/storagetest"
)

func TestMain(m *testing.M) {
	if os.Getenv(lifeVariable) != "" {
		live()
		return
	}
	storagetest.Main(m)
}
