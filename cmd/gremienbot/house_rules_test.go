package main_test

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// within reports whether an import path is one of the modules or folders, or lies below one.
func within(imported string, parents []string) bool {
	return slices.ContainsFunc(parents, func(parent string) bool {
		return imported == parent || strings.HasPrefix(imported, parent+"/")
	})
}

// arrows holds the table of rooms. A test may also use the stand-ins, and the tests of a program anything.
func arrows(house []source) []string {
	var breaches []string
	for _, s := range house {
		below, known := rooms[s.room()]
		if !known {
			breaches = append(breaches, fmt.Sprintf("%s: the table of rooms does not know %q", s.path, s.room()))
		}
		for _, imported := range s.imports() {
			room, ours := strings.CutPrefix(imported, module+"/")
			if !ours || !known || slices.Contains(below, room) || room == s.room() && s.test() {
				continue
			}
			if s.test() && (s.wired() || slices.Contains(standIns, room)) {
				continue
			}
			breaches = append(breaches, fmt.Sprintf("%s: %s may not import %s", s.path, s.room(), room))
		}
	}
	return breaches
}

// strangers holds the table of doors. The tests of a program may use any door, since they stand outside the house.
func strangers(house []source) []string {
	var breaches []string
	for _, s := range house {
		for _, imported := range s.imports() {
			guests, guarded := door(imported)
			switch {
			case !guarded && standard(imported), strings.HasPrefix(imported, module+"/"):
			case slices.Contains(guests, s.room()):
			case s.test() && (s.wired() && guarded || within(imported, forTests)):
			default:
				breaches = append(breaches, fmt.Sprintf("%s: %s has no door for %s", s.path, s.room(), imported))
			}
		}
	}
	return breaches
}

// door finds the rooms that may import a path, and whether the table speaks of it at all.
func door(imported string) (guests []string, guarded bool) {
	for library, guests := range doors {
		if within(imported, []string{library}) {
			return guests, true
		}
	}
	return nil, false
}

// standard reports whether a path belongs to the standard library: those have no dot in their first part.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}

func purity(house []source) []string {
	var breaches []string
	for _, s := range house {
		if s.test() || !within(s.room(), []string{"committee"}) {
			continue
		}
		for _, imported := range s.imports() {
			if within(imported, impure) {
				breaches = append(breaches, fmt.Sprintf("%s: a rule may not import %s", s.path, imported))
			}
		}
	}
	return breaches
}

// clocks finds whoever looks at the clock or sleeps by it. A test may read the clock to measure, but not sleep.
func clocks(house []source) []string {
	var breaches []string
	for _, s := range house {
		if s.wired() {
			continue
		}
		forbidden := []string{"Now", "Since", "Until", "Sleep"}
		if s.test() {
			forbidden = []string{"Sleep"}
		}
		ast.Inspect(s.tree, func(node ast.Node) bool {
			if name := selected(node, local(s.tree, "time")); slices.Contains(forbidden, name) {
				breaches = append(breaches, fmt.Sprintf("%s: time.%s; take the time as an argument", s.path, name))
			}
			return true
		})
	}
	return breaches
}

// local returns the names under which a file knows the packages at or below a path.
func local(tree *ast.File, parent string) []string {
	var known []string
	for _, spec := range tree.Imports {
		imported := strings.Trim(spec.Path.Value, `"`)
		switch {
		case !within(imported, []string{parent}):
		case spec.Name != nil:
			known = append(known, spec.Name.Name)
		default:
			known = append(known, imported[strings.LastIndex(imported, "/")+1:])
		}
	}
	return known
}

// selected returns the name behind the dot if the node is one of the packages, a dot and a name.
func selected(node ast.Node, packages []string) string {
	selector, ok := node.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if x, ok := selector.X.(*ast.Ident); ok && slices.Contains(packages, x.Name) {
		return selector.Sel.Name
	}
	return ""
}

func lengths(house []source) []string {
	var breaches []string
	for _, s := range house {
		if s.lines > longest {
			breaches = append(breaches, fmt.Sprintf("%s: %d lines, at most %d", s.path, s.lines, longest))
		}
	}
	return breaches
}

func names(house []source) []string {
	var breaches []string
	for _, s := range house {
		if name := s.tree.Name.Name; slices.Contains(nameless, strings.TrimSuffix(name, "_test")) {
			breaches = append(breaches, fmt.Sprintf("%s: package %s says nothing about what it holds", s.path, name))
		}
	}
	return breaches
}

func essays(house []source) []string {
	said := map[string]bool{}
	for _, s := range house {
		if !s.test() {
			said[s.room()] = said[s.room()] || s.tree.Doc.Text() != ""
		}
	}
	var breaches []string
	for room, ok := range said {
		if !ok {
			breaches = append(breaches, room+": no package comment says what the room is for")
		}
	}
	return breaches
}

var migration = regexp.MustCompile(`^\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$`)

// misnamed finds migrations that are not called NNNN_what.sql, and numbers that were given twice.
func misnamed(files []string) []string {
	var breaches []string
	taken := map[string]string{}
	for _, name := range files {
		if !migration.MatchString(name) {
			breaches = append(breaches, name+": a migration is called NNNN_what.sql")
			continue
		}
		if other, twice := taken[name[:4]]; twice {
			breaches = append(breaches, fmt.Sprintf("%s: %s has that number already", name, other))
		}
		taken[name[:4]] = name
	}
	return breaches
}
