package mattermost

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

var carrierNAT = netip.MustParsePrefix("100.64.0.0/10")

// hostOf is the host of an address without its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// allowed reports whether Mattermost lets itself call a host: a public one
// always, an internal one if AllowedUntrustedInternalConnections has the host as
// it stands in the address, or an address or network it resolves to. It
// resolves from here, which need not be what Mattermost sees.
func allowed(ctx context.Context, setting, host string) bool {
	entries := strings.FieldsFunc(setting, func(r rune) bool { return r == ' ' || r == ',' })
	if slices.Contains(entries, host) {
		return true
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return true // not to be judged from here
	}
	return slices.ContainsFunc(ips, func(ip netip.Addr) bool {
		ip = ip.Unmap()
		return !internal(ip) || listed(entries, ip)
	})
}

func listed(entries []string, ip netip.Addr) bool {
	for _, e := range entries {
		if network, err := netip.ParsePrefix(e); err == nil && network.Contains(ip) {
			return true
		}
		if one, err := netip.ParseAddr(e); err == nil && one == ip {
			return true
		}
	}
	return false
}

func internal(ip netip.Addr) bool {
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() || carrierNAT.Contains(ip)
}
