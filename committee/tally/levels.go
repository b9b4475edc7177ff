package tally

import "slices"

// leveled sorts the options by compare (negative: x stands above y) and puts
// equal ones in one level; inside a level the order of options is kept.
func leveled(options []string, of []int, compare func(x, y int) int) [][]string {
	sorted := slices.Clone(of)
	slices.SortStableFunc(sorted, compare)
	var levels [][]string
	for i, x := range sorted {
		if i == 0 || compare(sorted[i-1], x) != 0 {
			levels = append(levels, nil)
		}
		levels[len(levels)-1] = append(levels[len(levels)-1], options[x])
	}
	return levels
}

func first(levels [][]string) []string {
	if len(levels) == 0 {
		return nil
	}
	return levels[0]
}
