package storage

import "github.com/lib/pq"

// textArray hands a list to PostgreSQL as text[], an empty one for nil.
func textArray(list []string) any {
	if list == nil {
		list = []string{}
	}
	return pq.Array(list)
}

// intArray hands a list to PostgreSQL as bigint[], an empty one for nil.
func intArray(list []int64) any {
	if list == nil {
		list = []int64{}
	}
	return pq.Array(list)
}
