{{/* Both ends of an edge, by name. `pods`: here, by their labels, or by `expressions`. `outside`: a list of NetworkPolicyPeer. */}}
{{- define "governance.peers" -}}
{{- $root := . }}
{{- $peers := dict "any" (dict "pods" dict) }}
{{- range $name, $outside := .Values.network.peers }}
{{- $_ := set $peers $name (dict "outside" $outside) }}
{{- end }}
{{- range $name := concat (keys (include "governance.components" . | fromYaml)) (list "steps" "collector") }}
{{- $_ := set $peers $name (dict "pods" (include "governance.selector" (dict "name" $name) | fromYaml)) }}
{{- end }}
{{- if eq .Values.postgres.mode "cluster" }}
{{- $_ := set $peers "postgres" (include "governance.postgresPods" . | fromYaml) }}
{{- end }}
{{- if eq .Values.rabbitmq.mode "cluster" }}
{{- $_ := set $peers "rabbitmq" (dict "pods" (dict "app.kubernetes.io/name" .Values.rabbitmq.cluster.name "app.kubernetes.io/component" "rabbitmq")) }}
{{- end }}
{{- if and .Values.telemetry.collector.enabled (not .Values.telemetry.endpoint) }}
{{- $_ := set $peers "telemetry" (get $peers "collector") }}
{{- end }}
{{- toYaml $peers }}
{{- end }}

{{/*
Edges of the part `base`: between and around the servers, and what every pod needs. A port is a number or a range "FIRST-LAST".
Between nodes of RabbitMQ: 4369 finds them, 25672 is Erlang's own, streams are replicated on 6000 to 6500, rabbitmqctl and its like answer on 35672 to 35682.
*/}}
{{- define "governance.edges.base" -}}
{{- $edges := list (list "any" "dns" 53) }}
{{- $databases := dict }}
{{- range include "governance.components" . | fromYaml }}
{{- with .database }}{{ $_ := set $databases . true }}{{ end }}
{{- end }}
{{- if $databases }}
{{- $edges = append $edges (list "steps" "postgres" (include "governance.postgres" . | fromYaml).port) }}
{{- end }}
{{- with .Values.postgres }}
{{- if eq .mode "cluster" }}
{{- $edges = concat $edges (list (list "postgres" "postgres" 5432 8000) (list "operators" "postgres" 5432 8000) (list "postgres" "apiServer" $.Values.network.ports.apiServer)) }}
{{- if or .cluster.backup.enabled .cluster.recovery.from }}{{ $edges = append $edges (list "postgres" "backups" $.Values.network.ports.backups) }}{{ end }}
{{- if $.Values.telemetry.monitors }}{{ $edges = append $edges (list "monitoring" "postgres" 9187) }}{{ end }}
{{- end }}
{{- end }}
{{- if eq .Values.rabbitmq.mode "cluster" }}
{{- $edges = concat $edges (list (list "rabbitmq" "rabbitmq" 4369 25672 "6000-6500" "35672-35682") (list "operators" "rabbitmq" 15672) (list "rabbitmq" "apiServer" .Values.network.ports.apiServer)) }}
{{- if .Values.telemetry.monitors }}{{ $edges = append $edges (list "monitoring" "rabbitmq" 15692) }}{{ end }}
{{- if .Values.network.peers.dataTeams }}{{ $edges = append $edges (list "dataTeams" "rabbitmq" .Values.rabbitmq.port) }}{{ end }}
{{- end }}
{{- toYaml $edges }}
{{- end }}

{{/* Edges of the part `platform`: who calls whom, and which servers it uses. */}}
{{- define "governance.edges.platform" -}}
{{- $root := . }}
{{- $components := include "governance.components" . | fromYaml }}
{{- $edges := list }}
{{- range $name, $component := $components }}
{{- with $component.ports.https }}
{{- $edges = append $edges (list "callers" $name .) }}
{{- end }}
{{- if has "routes" $component.uses }}
{{- range $target, $served := $components }}
{{- with compact (list $served.ports.http $served.ports.grpc) }}{{ $edges = append $edges (concat (list $name $target) .) }}{{ end }}
{{- end }}
{{- else if and (or (has "tokens" $component.uses) (include "governance.calls" (dict "root" $root "component" $component) | fromYaml)) (hasKey $components "identity") (not (include "governance.otherProvider" $root)) }}
{{- $edges = append $edges (list $name "identity" $components.identity.ports.http) }}
{{- end }}
{{- range $target, $address := include "governance.calls" (dict "root" $root "component" $component) | fromYaml }}
{{- $edges = append $edges (list $name $target (get $components $target).ports.grpc) }}
{{- end }}
{{- if has "tokens" $component.uses }}
{{- with include "governance.otherProvider" $root }}
{{- $ports := list (include "governance.portOf" .) }}
{{- if include "governance.calls" (dict "root" $root "component" $component) | fromYaml }}
{{- $ports = append $ports (include "governance.portOf" (include "governance.tokenEndpoint" $root | default (include "governance.issuer" $root))) }}
{{- end }}
{{- $edges = append $edges (concat (list $name "oidc") (uniq $ports)) }}
{{- end }}
{{- end }}
{{- if $component.database }}
{{- $edges = append $edges (list $name "postgres" (include "governance.postgres" $root | fromYaml).port) }}
{{- end }}
{{- if has "rabbitmq" $component.uses }}
{{- $edges = append $edges (list $name "rabbitmq" $root.Values.rabbitmq.port) }}
{{- end }}
{{- if and (has "redis" $component.uses) (ne $root.Values.redis.mode "none") }}
{{- $edges = append $edges (concat (list $name "redis") $root.Values.redis.ports) }}
{{- end }}
{{- with include "governance.telemetryEndpoint" $root }}
{{- $edges = append $edges (list $name "telemetry" (include "governance.portOf" .)) }}
{{- end }}
{{- end }}
{{- with .Values.telemetry }}
{{- if .collector.enabled }}
{{- if .monitors }}{{ $edges = append $edges (list "monitoring" "collector" 8889) }}{{ end }}
{{- with .collector.forwardTo }}{{ $edges = append $edges (list "collector" "backend" (include "governance.portOf" .)) }}{{ end }}
{{- end }}
{{- end }}
{{- toYaml $edges }}
{{- end }}

{{/*
Pods of PostgreSQL: of the cluster, and of the one that it was recovered from, which is kept and must find its primary and its archive. By the operator's own label,
because the jobs that recover and join carry it as well.
*/}}
{{- define "governance.postgresPods" -}}
{{- with .Values.postgres.cluster -}}
{{- if .recovery.from -}}
pods: {}
expressions: [{key: cnpg.io/cluster, operator: In, values: [{{ .name | quote }}, {{ .recovery.from | quote }}]}]
{{- else -}}
pods: {cnpg.io/cluster: {{ .name | quote }}}
{{- end }}
{{- end }}
{{- end }}

{{/* A peer that is here, as a label selector. */}}
{{- define "governance.peerSelector" -}}
{{- if .expressions }}{matchExpressions: {{ toJson .expressions }}}{{ else }}{matchLabels: {{ toJson .pods }}}{{ end }}
{{- end }}

{{/* One end of an edge as a NetworkPolicyPeer list. */}}
{{- define "governance.edgeEnd" -}}
{{- if hasKey .peer "pods" -}}
- podSelector: {{ include "governance.peerSelector" .peer }}
{{- else }}
{{- if not (get .peer "outside") }}{{ fail (printf "network.peers.%s is empty: who is at the other end of %s?" .name .edge) }}{{ end }}
{{- toYaml .peer.outside }}
{{- end }}
{{- end }}

{{/* The policies of the edges given as `edges`: one for each end that is here. */}}
{{- define "governance.edgePolicies" -}}
{{- $peers := include "governance.peers" .root | fromYaml }}
{{- range $edge := .edges }}
{{- $from := index $edge 0 }}
{{- $to := index $edge 1 }}
{{- $ends := dict "egress" (list $from $to "to") "ingress" (list $to $from "from") }}
{{- range $direction, $end := $ends }}
{{- $here := get $peers (index $end 0) }}
{{- if hasKey $here "pods" }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ printf "%s-to-%s-%s" $from $to $direction | lower }}
  labels:
    {{- include "governance.labels" (dict "root" $.root "name" "network") | nindent 4 }}
spec:
  podSelector: {{ include "governance.peerSelector" $here }}
  policyTypes: [{{ title $direction }}]
  {{ $direction }}:
    - {{ index $end 2 }}:
        {{- include "governance.edgeEnd" (dict "peer" (get $peers (index $end 1) | default dict) "name" (index $end 1) "edge" (printf "%s-to-%s" $from $to)) | nindent 8 }}
      ports:
        {{- range slice $edge 2 }}
        {{- $range := splitList "-" (toString .) }}
        {{- if eq (first $range) "53" }}
        - {protocol: UDP, port: 53}
        {{- end }}
        - {protocol: TCP, port: {{ first $range }}{{ with rest $range }}, endPort: {{ first . }}{{ end }}}
        {{- end }}
{{ end }}
{{- end }}
{{- end }}
{{- end }}
