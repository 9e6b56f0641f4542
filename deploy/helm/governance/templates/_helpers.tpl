{{/* What no schema can say. */}}
{{- define "governance.checked" -}}
{{- with .Values.protection }}
{{- if not (has .current .keys) }}{{ fail (printf "protection.current: %s is none of protection.keys" .current) }}{{ end }}
{{- end }}
{{- with .Values.receipts }}
{{- if and .keys (not (has .current .keys)) }}{{ fail (printf "receipts.current: %s is none of receipts.keys" .current) }}{{ end }}
{{- end }}
{{- with .Values.oidc }}
{{- if and (not .authority) .jwks (not (hasPrefix "http://identity:" .jwks)) }}{{ fail "oidc.jwks: without oidc.authority, whose keys?" }}{{ end }}
{{- if and (not .authority) .tokenEndpoint (not (hasPrefix "http://identity:" .tokenEndpoint)) }}{{ fail "oidc.tokenEndpoint: without oidc.authority, whose tokens?" }}{{ end }}
{{- end }}
{{- if and .Values.telemetry.rules (not (include "governance.telemetryEndpoint" .)) }}{{ fail "telemetry.rules: without telemetry.collector or telemetry.endpoint nothing is measured, and every alert on silence fires" }}{{ end }}
{{- if and (not (include "governance.otherProvider" .)) (not (hasKey (include "governance.components" . | fromYaml) "identity")) }}{{ fail "oidc.authority: without identity, whose tokens count?" }}{{ end }}
{{- with .Values.exposure }}
{{- if and (eq .mode "ingress") .host (eq .host .grpcHost) }}{{ fail "exposure.grpcHost: two Ingresses cannot serve one host, and one cannot speak both to the gateway" }}{{ end }}
{{- end }}
{{- if and (eq .Values.rabbitmq.mode "cluster") (ne (int .Values.rabbitmq.port) 5672) }}{{ fail (printf "rabbitmq.port: the chart's own broker listens at 5672, not at %d" (int .Values.rabbitmq.port)) }}{{ end }}
{{- with .Values.image }}
{{- if and .digests (not .digestsOf) }}{{ fail "image.digestsOf: of which tag are image.digests? deploy/images/build --digests writes both" }}{{ end }}
{{- if and .digests (ne .digestsOf (include "governance.tag" $)) }}{{ fail (printf "image.tag is %s, image.digests are of %s: those images would run under a name that is not theirs. The tag stands in the file of digests, or in values.yaml" (include "governance.tag" $) .digestsOf) }}{{ end }}
{{- if .pinned }}
{{- range $name, $component := include "governance.components" $ | fromYaml }}
{{- if not (hasKey $.Values.image.digests $name) }}{{ fail (printf "image.digests.%s: image.pinned wants one of every component. Is -f digests.yaml missing?" $name) }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.quota.hard (not .Values.quota.defaults) (or (hasKey .Values.quota.hard "limits.cpu") (hasKey .Values.quota.hard "limits.memory")) }}{{ fail "quota.defaults: with a quota on limits a container that names none is refused" }}{{ end }}
{{- end }}

{{/* The enabled components, each over the defaults: name -> component. */}}
{{- define "governance.components" -}}
{{- $all := dict }}
{{- range $name, $digest := .Values.image.digests }}
{{- if not (hasKey $.Values.components $name) }}{{ fail (printf "image.digests.%s: no component is called so" $name) }}{{ end }}
{{- end }}
{{- range $name, $entry := .Values.components }}
{{- if dig "enabled" true $entry }}
{{- $component := mergeOverwrite (dict "ports" dict "uses" list "calls" list "scopes" list "areas" list "secretEnv" dict "steps" list) (deepCopy $.Values.defaults) (deepCopy $entry) }}
{{- range $component.calls }}
{{- if not (hasKey $.Values.components .) }}{{ fail (printf "components.%s.calls: no component is called %s" $name .) }}{{ end }}
{{- if not (dig "ports" "grpc" 0 (get $.Values.components .)) }}{{ fail (printf "components.%s.calls: %s has no port grpc" $name .) }}{{ end }}
{{- end }}
{{- $steps := list }}
{{- range $component.steps }}
{{- if has .name $steps }}{{ fail (printf "components.%s.steps: two are called %s" $name .name) }}{{ end }}
{{- $steps = append $steps .name }}
{{- end }}
{{- range $other, $its := $all }}
{{- if and $component.database (eq $component.database ($its.database | default "")) }}{{ fail (printf "components.%s.database: %s is that of %s" $name $component.database $other) }}{{ end }}
{{- end }}
{{- if gt (int $component.autoscaling.min) (int $component.autoscaling.max) }}{{ fail (printf "components.%s.autoscaling: at least %d, at most %d replicas?" $name (int $component.autoscaling.min) (int $component.autoscaling.max)) }}{{ end }}
{{- $_ := set $all $name $component }}
{{- end }}
{{- end }}
{{- toYaml $all }}
{{- end }}

{{/* The selector of a component's pods. Not by release: the parts `base` and `platform` are two, and see the same pods. */}}
{{- define "governance.selector" -}}
app.kubernetes.io/part-of: "governance"
app.kubernetes.io/component: {{ .name | quote }}
{{- end }}

{{/* Labels of pods: nothing that changes without them, or pods would be replaced for it. */}}
{{- define "governance.podLabels" -}}
{{ include "governance.selector" . }}
app.kubernetes.io/name: {{ .name | quote }}
app.kubernetes.io/version: {{ include "governance.tag" .root | quote }}
{{- end }}

{{- define "governance.labels" -}}
{{ include "governance.podLabels" . }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end }}

{{/* Labels by which Prometheus or Grafana finds what is made for it. */}}
{{- define "governance.telemetryLabels" -}}
{{ include "governance.labels" . }}
{{- with .root.Values.telemetry.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "governance.tag" -}}
{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "governance.issuer" -}}
{{ .Values.oidc.authority | default (printf "https://%s/" .Values.exposure.host) }}
{{- end }}

{{/* Where the keys of tokens are; empty: where another provider's own description says. */}}
{{- define "governance.jwks" -}}
{{- with .Values.oidc -}}
{{- if .jwks }}{{ .jwks }}{{ else if not .authority }}http://identity:8080/.well-known/jwks{{ end }}
{{- end }}
{{- end }}

{{/* What is asked for keys of tokens when it is not identity: only who names another issuer has another provider. */}}
{{- define "governance.otherProvider" -}}
{{- with .Values.oidc -}}
{{- $asked := .jwks | default .authority -}}
{{- if and .authority (not (hasPrefix "http://identity:" $asked)) }}{{ $asked }}{{ end }}
{{- end }}
{{- end }}

{{/* Where services that ask each other get their tokens; empty: where another provider's own description says. */}}
{{- define "governance.tokenEndpoint" -}}
{{- with .Values.oidc.tokenEndpoint }}{{ . }}{{ else }}{{ if not (include "governance.otherProvider" .) }}http://identity:8080/connect/token{{ end }}{{ end }}
{{- end }}

{{/* The port that an address means. */}}
{{- define "governance.portOf" -}}
{{- $host := (urlParse .).host -}}
{{- if regexMatch ":[0-9]+$" $host }}{{ regexFind "[0-9]+$" $host }}{{ else }}{{ ternary 443 80 (hasPrefix "https:" .) }}{{ end }}
{{- end }}

{{/* Pod Security "restricted", for the pod and again for each container: a container added by an operator's webhook must not inherit less. */}}
{{- define "governance.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "governance.containerSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* What every pod of ours has, whatever runs in it. */}}
{{- define "governance.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "governance.podSecurity" . | nindent 2 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "governance.placement" -}}
{{- with .component.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .component.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .component.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .component.spread }}
topologySpreadConstraints:
  {{- range $at, $key := . }}
  - topologyKey: {{ $key | quote }}
    maxSkew: 1
    whenUnsatisfiable: {{ ternary "DoNotSchedule" "ScheduleAnyway" (eq $at 0) }}
    labelSelector:
      matchLabels:
        {{- include "governance.selector" $ | nindent 8 }}
    # A node that takes no pods of ours is no place that could be filled.
    nodeTaintsPolicy: Honor
    # Each version spreads by itself: the old one's places must not push the new one together.
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}
{{- end }}
