package storage

import "github.com/lib/pq"

// textArray hands a list to PostgreSQL as text[], an empty one for nil.
func textArray(list []string) any {
	if list == nil {
		list = []string{}
	}
	return pq.Array(list)
}
