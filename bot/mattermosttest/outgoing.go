package mattermosttest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// maxAnswer is how much of an integration's answer is read.
const maxAnswer = 1 << 20

// integrationClient calls integrations behind the guard of
// AllowedUntrustedInternalConnections.
func (s *Server) integrationClient() *http.Client {
	dialer := &net.Dialer{Timeout: 3 * time.Second}
	return &http.Client{
		Timeout: s.opt.IntegrationTimeout,
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 32,
			DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
				target, err := s.guarded(ctx, addr)
				if err != nil {
					return nil, err
				}
				return dialer.DialContext(ctx, network, target)
			},
		},
	}
}

// AllowInternal sets AllowedUntrustedInternalConnections: hosts, addresses and
// networks, separated by spaces or commas.
func (s *Server) AllowInternal(hosts string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	cfg := s.st.Config.Clone()
	cfg.ServiceSettings.AllowedUntrustedInternalConnections = &hosts
	s.st.Config = cfg
}

// guarded returns the address to dial, or refuses one that is internal and not
// listed. A host is compared as it stands in the URL, a network with what the
// host resolves to.
func (s *Server) guarded(ctx context.Context, addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	allowed := strings.FieldsFunc(*s.st.Config.ServiceSettings.AllowedUntrustedInternalConnections, func(r rune) bool {
		return r == ' ' || r == ','
	})
	s.mu.Unlock()
	if slices.Contains(allowed, host) {
		return addr, nil
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return "", err
	}
	for _, ip := range ips {
		if ip = ip.Unmap(); !internal(ip) || listed(allowed, ip) {
			return net.JoinHostPort(ip.String(), port), nil
		}
	}
	return "", errors.New("address forbidden, you may need to set AllowedUntrustedInternalConnections to allow an integration access to your internal network")
}

func listed(allowed []string, ip netip.Addr) bool {
	for _, entry := range allowed {
		if network, err := netip.ParsePrefix(entry); err == nil && network.Contains(ip) {
			return true
		}
		if one, err := netip.ParseAddr(entry); err == nil && one == ip {
			return true
		}
	}
	return false
}

var carrierNAT = netip.MustParsePrefix("100.64.0.0/10")

// internal covers loopback, private, link-local, carrier NAT, unique local and
// unspecified addresses.
func internal(ip netip.Addr) bool {
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsMulticast() ||
		ip.IsUnspecified() || carrierNAT.Contains(ip)
}

// pressed sends a press or a dialog as callIntegration does, on a connection of its
// own, as a real server does. That keeps it idle for 90 seconds and never uses it
// again; here it is closed.
func (s *Server) pressed(url string, body []byte) (status int, text []byte, err error) {
	client := s.integrationClient()
	defer client.CloseIdleConnections()
	status, _, text, err = s.callIntegration(client, http.MethodPost, url, "application/json", "", body)
	return status, text, err
}

// callIntegration sends one request and returns status, content type and body.
// It is not tied to the request of the user: who closes the browser does not
// stop the call.
func (s *Server) callIntegration(client *http.Client, method, url, contentType, auth string, body []byte) (int, string, []byte, error) {
	req, err := http.NewRequestWithContext(s.ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return 0, "", nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "Mattermost-Bot/1.1")
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if auth != "" {
		req.Header.Set(model.HeaderAuth, auth)
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, "", nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return resp.StatusCode, resp.Header.Get("Content-Type"), text, err
}
