package tally_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Sums of floats depend on their order: a count that uses one cannot be recounted.
func TestNothingIsCountedWithFloats(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range floats(t, name, string(text)) {
			t.Error(found)
		}
	}
	for _, bad := range []string{"var x float64", "var x = 1.5", "var x = complex(1, 2)", "func f() { var r interface{ Float64() }; r.Float64() }"} {
		if len(floats(t, "bad.go", "package bad\n"+bad)) == 0 {
			t.Errorf("not found: %s", bad)
		}
	}
}

func floats(t *testing.T, name, text string) []string {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		what := ""
		switch n := n.(type) {
		case *ast.Ident:
			if w := strings.ToLower(n.Name); strings.HasPrefix(w, "float") || strings.HasPrefix(w, "complex") {
				what = n.Name
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT || n.Kind == token.IMAG {
				what = n.Value
			}
		}
		if what != "" {
			found = append(found, set.Position(n.Pos()).String()+": "+what)
		}
		return true
	})
	return found
}
