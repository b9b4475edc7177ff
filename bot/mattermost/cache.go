package mattermost

import (
	"sync"
	"time"
)

// cacheSize bounds each cache; when it is full it starts anew.
const cacheSize = 4096

// cache remembers answers for a while. It is safe for concurrent use.
type cache[V any] struct {
	life time.Duration
	now  func() time.Time

	mu sync.Mutex
	m  map[string]cached[V]
}

type cached[V any] struct {
	value V
	until time.Time
}

func newCache[V any](life time.Duration, now func() time.Time) *cache[V] {
	return &cache[V]{life: life, now: now, m: map[string]cached[V]{}}
}

func (c *cache[V]) get(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.m[key]
	if !ok || !c.now().Before(e.until) {
		var none V
		return none, false
	}
	return e.value, true
}

func (c *cache[V]) put(key string, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.m) >= cacheSize {
		clear(c.m)
	}
	c.m[key] = cached[V]{value, c.now().Add(c.life)}
}

// fetch returns what is remembered, or asks and remembers the answer.
func (c *cache[V]) fetch(key string, ask func() (V, error)) (V, error) {
	if v, ok := c.get(key); ok {
		return v, nil
	}
	v, err := ask()
	if err == nil {
		c.put(key, v)
	}
	return v, err
}
