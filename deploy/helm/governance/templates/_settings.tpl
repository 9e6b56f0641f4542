{{/* Settings of a component that are no secrets: name -> value. */}}
{{- define "governance.settings" -}}
{{- $component := .component }}
{{- $settings := dict
  "Oidc__Authority" (include "governance.issuer" .root)
  "Oidc__Audience" .root.Values.oidc.audience
  "Hosting__DrainDelay" (printf "00:00:%02d" (int $component.drain.delay))
  "Hosting__InFlight" (printf "00:%02d:%02d" (div (int $component.drain.inFlight) 60) (mod (int $component.drain.inFlight) 60))
  "DOTNET_EnableDiagnostics" "0" }}
{{- range $port := list "http" "grpc" }}
{{- with get $component.ports $port }}
{{- $_ := set $settings (printf "Kestrel__Endpoints__%s__Url" $port) (printf "http://*:%d" (int .)) }}
{{- end }}
{{- end }}
{{- with $component.ports.https }}
{{- $_ := set $settings "Gateway__Port" (. | toString) }}
{{- end }}
{{- /* What is printed on papers and signed leads here, and not to another provider of tokens. */}}
{{- if include "governance.otherProvider" .root }}
{{- $_ := set $settings "Hosting__PublicAddress" (printf "https://%s/" .root.Values.exposure.host) }}
{{- end }}
{{- range $use := $component.uses }}
{{- $_ := include (printf "governance.settings.%s" $use) $ | fromYaml | merge $settings }}
{{- end }}
{{- range $peer, $address := include "governance.calls" . | fromYaml }}
{{- $_ := set $settings (printf "Peers__%s__Address" $peer) $address }}
{{- with include "governance.tokenEndpoint" $.root }}{{ $_ := set $settings "Peers__TokenEndpoint" . }}{{ end }}
{{- $_ := set $settings "Peers__ClientId" $.name }}
{{- end }}
{{- with include "governance.telemetryEndpoint" .root }}
{{- $_ := set $settings "OTEL_EXPORTER_OTLP_ENDPOINT" . }}
{{- $_ := set $settings "OTEL_METRIC_EXPORT_INTERVAL" "15000" }}
{{- end }}
{{- mergeOverwrite $settings $component.env | toYaml }}
{{- end }}

{{/* A value as a process reads it. A number is a float on its way through YAML, and would be 1e+06 from a million on. */}}
{{- define "governance.text" -}}
{{- if kindIs "float64" . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- end }}

{{- define "governance.settings.tokens" -}}
{{- with include "governance.jwks" .root }}
Oidc__Jwks: {{ . | quote }}
{{- end }}
{{- if include "governance.readsClients" . }}
Access__ClientsFile: /etc/governance/clients/clients.json
{{- end }}
{{- end }}

{{- define "governance.settings.receipts" -}}
{{- if .root.Values.receipts.keys }}
Gateway__Receipts__Current: {{ .root.Values.receipts.current | quote }}
{{- end }}
{{- end }}

{{- define "governance.settings.rabbitmq" -}}
Messaging__QuorumQueues: {{ .root.Values.rabbitmq.quorumQueues | quote }}
{{- end }}

{{- define "governance.settings.redis" -}}
{{- end }}

{{- define "governance.settings.protection" -}}
Protection__Current: {{ .root.Values.protection.current | quote }}
{{- end }}

{{- define "governance.settings.certificate" -}}
Gateway__CertificatePem: /etc/governance/tls/tls.crt
Gateway__KeyPem: /etc/governance/tls/tls.key
{{- range $at, $network := .root.Values.trustedProxies }}
Gateway__TrustedProxies__{{ $at }}: {{ $network | quote }}
{{- end }}
{{- end }}

{{/* The caller's address comes from the gateway's pods. */}}
{{- define "governance.settings.forwarded" -}}
{{- range $at, $network := .root.Values.network.pods }}
Identity__TrustedProxies__{{ $at }}: {{ $network | quote }}
{{- end }}
{{- end }}

{{/* Where the gateway finds the others: services:NAME:PORT:0. */}}
{{- define "governance.settings.routes" -}}
{{- range $name, $component := include "governance.components" .root | fromYaml }}
{{- range $port := list "http" "grpc" }}
{{- with get $component.ports $port }}
services__{{ $name }}__{{ $port }}__0: {{ printf "http://%s-replicas:%d" $name (int .) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Components that this one asks, those that are there: name -> address. */}}
{{- define "governance.calls" -}}
{{- $all := include "governance.components" .root | fromYaml }}
{{- range .component.calls }}
{{- if hasKey $all . }}
{{ . }}: {{ printf "http://%s-replicas:%d" . (int (get $all .).ports.grpc) | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "governance.telemetryEndpoint" -}}
{{- if .Values.telemetry.endpoint }}{{ .Values.telemetry.endpoint }}{{ else if .Values.telemetry.collector.enabled }}http://collector:4317{{ end }}
{{- end }}

{{/* Settings that come out of Secrets, as env entries. `role` is `serve` or `migrate`. */}}
{{- define "governance.secretSettings" -}}
{{- with .component.database }}
{{ include "governance.databaseEnv" $ }}
{{- end }}
{{- range $use := .component.uses }}
{{- with include (printf "governance.secretSettings.%s" $use) $ }}
{{ . }}
{{- end }}
{{- end }}
{{- with include "governance.calls" . | fromYaml }}
{{ include "governance.fromSecret" (list "Peers__ClientSecret" (printf "peer-%s" $.name) "client-secret") }}
{{- end }}
{{- if .peer }}
{{ include "governance.fromSecret" (list "Peers__ClientSecret" (printf "peer-%s" .peer) "client-secret") }}
{{- end }}
{{- range $setting, $from := .component.secretEnv }}
{{ include "governance.fromSecret" (list $setting $from.secretName $from.key) }}
{{- end }}
{{- end }}

{{- define "governance.secretSettings.tokens" -}}{{- end }}
{{- define "governance.secretSettings.routes" -}}{{- end }}
{{- define "governance.secretSettings.forwarded" -}}{{- end }}
{{- define "governance.secretSettings.certificate" -}}{{- end }}

{{- define "governance.secretSettings.receipts" -}}
{{- range .root.Values.receipts.keys }}
{{ include "governance.fromSecret" (list (printf "Gateway__Receipts__Keys__%s" .) $.root.Values.receipts.secretName .) }}
{{- end }}
{{- end }}

{{- define "governance.secretSettings.rabbitmq" -}}
{{- $rabbitmq := include "governance.rabbitmq" .root | fromYaml }}
{{- include "governance.fromSecret" (list "ConnectionStrings__rabbitmq" $rabbitmq.secretName $rabbitmq.key) }}
{{- end }}

{{- define "governance.secretSettings.redis" -}}
{{- with .root.Values.redis }}
{{- if ne .mode "none" }}
{{- include "governance.fromSecret" (list "REDIS_PASSWORD" .secretName .key) }}
- name: ConnectionStrings__redis
  value: {{ printf "%s,password=$(REDIS_PASSWORD)%s,%s" (join "," .endpoints) (ternary (printf ",serviceName=%s" .primary) "" (eq .mode "sentinel")) .options | trimSuffix "," | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "governance.secretSettings.protection" -}}
{{- with .root.Values.protection }}
{{- include "governance.fromSecret" (list "Protection__LookupKey" .secretName "lookup") }}
{{- range .keys }}
{{ include "governance.fromSecret" (list (printf "Protection__Keys__%s" .) $.root.Values.protection.secretName .) }}
{{- end }}
{{- end }}
{{- end }}

{{/* A step logs in by a role of its own and acts as the owner; it gives the role that serves its rights to rows, and to nothing else (Foundation/Access/ServingRole.cs). */}}
{{- define "governance.databaseEnv" -}}
{{- $postgres := include "governance.postgres" .root | fromYaml }}
{{- $secret := ternary (printf "postgres-%s-migrate" .component.database) (printf "postgres-%s" .component.database) (eq .role "migrate") }}
{{- /* Who waits for a table makes everybody wait behind it: a migration gives up soon, and is tried again. */}}
{{- $patience := ternary " -c lock_timeout=5s" "" (eq (first (dig "args" (list "") (.step | default dict))) "migrate") }}
{{- $options := compact (list .root.Values.postgres.options (ternary "Root Certificate=/etc/governance/postgres/ca.crt" "" (ne $postgres.caSecret "")) (ternary (printf "Options=-c role=%s_owner -c governance.serving=%s%s" .component.database .component.database $patience) "" (eq .role "migrate"))) }}
{{- include "governance.fromSecret" (list "POSTGRES_USERNAME" $secret "username") }}
{{ include "governance.fromSecret" (list "POSTGRES_PASSWORD" $secret "password") }}
- name: ConnectionStrings__{{ .component.database }}
  value: {{ printf "Host=%s;Port=%d;Database=%s;Username=$(POSTGRES_USERNAME);Password=\"$(POSTGRES_PASSWORD)\";%s" $postgres.host (int $postgres.port) .component.database (join ";" $options) | quote }}
{{- end }}

{{- define "governance.fromSecret" -}}
- name: {{ index . 0 }}
  valueFrom: {secretKeyRef: {name: {{ index . 1 | quote }}, key: {{ index . 2 | quote }}}}
{{- end }}

{{/* Which pod speaks, in telemetry. */}}
{{- define "governance.podEnv" -}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: POD_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
- name: OTEL_RESOURCE_ATTRIBUTES
  value: "k8s.pod.name=$(POD_NAME),k8s.namespace.name=$(POD_NAMESPACE)"
{{- end }}
