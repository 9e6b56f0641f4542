{{/* PostgreSQL as the services see it: host, port, Secret and entry of its authority. */}}
{{- define "governance.postgres" -}}
{{- with .Values.postgres }}
{{- if eq .mode "cluster" }}
host: {{ printf "%s-rw" .cluster.name | quote }}
port: 5432
caSecret: {{ printf "%s-ca" .cluster.name | quote }}
caKey: ca.crt
{{- else }}
host: {{ required "postgres.host: where is the external server?" .host | quote }}
port: {{ .port }}
caSecret: {{ .ca.secretName | quote }}
caKey: {{ .ca.key | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* RabbitMQ as the services see it: Secret and entry of its address. */}}
{{- define "governance.rabbitmq" -}}
{{- with .Values.rabbitmq }}
{{- if eq .mode "cluster" }}
secretName: {{ printf "%s-default-user" .cluster.name | quote }}
key: connection_string
{{- else }}
secretName: {{ .secretName | quote }}
key: {{ .key | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* Every Secret that must come from outside the cluster: name -> its type and entries. */}}
{{- define "governance.secrets" -}}
{{- $root := . }}
{{- $secrets := dict }}
{{- range $name, $component := include "governance.components" . | fromYaml }}
{{- with $component.database }}
{{- range $secret := list (printf "postgres-%s" .) (printf "postgres-%s-migrate" .) }}
{{- $_ := set $secrets $secret (dict "type" "kubernetes.io/basic-auth" "keys" (list "username" "password")) }}
{{- end }}
{{- end }}
{{- range $component.secretEnv }}
{{- $_ := set $secrets .secretName (dict "type" "Opaque" "keys" (append (dig .secretName "keys" list $secrets) .key | uniq)) }}
{{- end }}
{{- if include "governance.calls" (dict "root" $root "component" $component) | fromYaml }}
{{- $_ := set $secrets (printf "peer-%s" $name) (dict "type" "Opaque" "keys" (list "client-secret")) }}
{{- end }}
{{- if has "protection" $component.uses }}
{{- $_ := set $secrets $root.Values.protection.secretName (dict "type" "Opaque" "keys" (prepend $root.Values.protection.keys "lookup")) }}
{{- end }}
{{- if and (has "receipts" $component.uses) $root.Values.receipts.keys }}
{{- $_ := set $secrets $root.Values.receipts.secretName (dict "type" "Opaque" "keys" $root.Values.receipts.keys) }}
{{- end }}
{{- if include "governance.readsClients" (dict "root" $root "component" $component) }}
{{- $_ := set $secrets $root.Values.clients.secretName (dict "type" "Opaque" "keys" (list $root.Values.clients.key)) }}
{{- end }}
{{- if and (has "redis" $component.uses) (ne $root.Values.redis.mode "none") }}
{{- $_ := set $secrets $root.Values.redis.secretName (dict "type" "Opaque" "keys" (list $root.Values.redis.key)) }}
{{- end }}
{{- if and (has "rabbitmq" $component.uses) (eq $root.Values.rabbitmq.mode "external") }}
{{- $_ := set $secrets $root.Values.rabbitmq.secretName (dict "type" "Opaque" "keys" (list $root.Values.rabbitmq.key)) }}
{{- end }}
{{- if and (has "certificate" $component.uses) (not $root.Values.certificate.certManager.enabled) }}
{{- $_ := set $secrets $root.Values.certificate.secretName (dict "type" "kubernetes.io/tls" "keys" (list "tls.crt" "tls.key")) }}
{{- end }}
{{- end }}
{{- with .Values.postgres }}
{{- if and (eq .mode "external") .ca.secretName }}
{{- $_ := set $secrets .ca.secretName (dict "type" "Opaque" "keys" (list .ca.key)) }}
{{- end }}
{{- if and (eq .mode "cluster") (or .cluster.backup.enabled .cluster.recovery.from) }}
{{- $_ := set $secrets .cluster.backup.secretName (dict "type" "Opaque" "keys" (list "access-key" "secret-key")) }}
{{- end }}
{{- end }}
{{- toYaml $secrets }}
{{- end }}
