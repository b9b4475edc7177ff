package main_test

import (
	"fmt"
	"go/ast"
	"go/token"
)

// leaks finds what bot/mattermost shows to others in words of the Mattermost library. An alias of such a type is refused
// even when its name is not exported, since a signature could carry it out unseen.
func leaks(house []source) []string {
	var breaches []string
	for _, s := range house {
		if s.test() || s.room() != "bot/mattermost" {
			continue
		}
		foreign := local(s.tree, "github.com/mattermost/mattermost")
		for _, shown := range exposed(s.tree) {
			ast.Inspect(shown, func(node ast.Node) bool {
				if name := selected(node, foreign); name != "" {
					breaches = append(breaches, fmt.Sprintf("%s: the type %s of Mattermost leaves the adapter", s.path, name))
				}
				return true
			})
		}
	}
	return breaches
}

// exposed returns the parts of a file that others can see or are made of: signatures and types, not bodies.
func exposed(tree *ast.File) []ast.Node {
	var shown []ast.Node
	for _, declared := range tree.Decls {
		switch d := declared.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && (d.Recv == nil || owned(d.Recv.List[0].Type)) {
				shown = append(shown, d.Type)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				shown = append(shown, specified(spec)...)
			}
		}
	}
	return shown
}

// owned reports whether a method's receiver is a type that others can name.
func owned(receiver ast.Expr) bool {
	switch r := receiver.(type) {
	case *ast.StarExpr:
		return owned(r.X)
	case *ast.IndexExpr:
		return owned(r.X)
	case *ast.Ident:
		return r.IsExported()
	}
	return false
}

func specified(spec ast.Spec) []ast.Node {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return typed(s)
	case *ast.ValueSpec:
		return valued(s)
	}
	return nil
}

func typed(s *ast.TypeSpec) []ast.Node {
	if s.Assign == token.NoPos && !s.Name.IsExported() {
		return nil
	}
	structure, ok := s.Type.(*ast.StructType)
	if !ok {
		return []ast.Node{s.Type}
	}
	var shown []ast.Node
	for _, field := range structure.Fields.List {
		if len(field.Names) == 0 || anyExported(field.Names) {
			shown = append(shown, field.Type)
		}
	}
	return shown
}

// valued looks at a variable's type, or, where it takes that from a literal, at the literal's.
func valued(s *ast.ValueSpec) []ast.Node {
	if !anyExported(s.Names) {
		return nil
	}
	if s.Type != nil {
		return []ast.Node{s.Type}
	}
	var shown []ast.Node
	for _, value := range s.Values {
		if literal, ok := value.(*ast.CompositeLit); ok {
			shown = append(shown, literal.Type)
		}
	}
	return shown
}

func anyExported(names []*ast.Ident) bool {
	for _, name := range names {
		if name.IsExported() {
			return true
		}
	}
	return false
}
