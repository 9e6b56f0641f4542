{{/* A component's objects, one named template each. Scope: root, name, component (over the defaults), role. */}}

{{- define "governance.metadata" -}}
name: {{ .name | quote }}
labels:
  {{- include "governance.labels" . | nindent 2 }}
{{- end }}

{{- define "governance.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "governance.metadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end }}

{{- define "governance.configMap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "governance.metadata" . | nindent 2 }}
data:
  {{- range $name, $value := include "governance.settings" . | fromYaml }}
  {{ $name }}: {{ include "governance.text" $value | quote }}
  {{- end }}
{{- end }}

{{- define "governance.service" -}}
{{- $public := and .component.ports.https (eq .root.Values.exposure.mode "loadBalancer") -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "governance.metadata" . | nindent 2 }}
  {{- if $public }}
  {{- with .root.Values.exposure.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
spec:
  type: {{ ternary "LoadBalancer" "ClusterIP" (not (not $public)) }}
  {{- if $public }}
  # Limits per address, and the audit trail, need the caller's own.
  externalTrafficPolicy: Local
  {{- if not .root.Values.exposure.loadBalancer.nodePorts }}
  allocateLoadBalancerNodePorts: false
  {{- end }}
  {{- with .root.Values.exposure.loadBalancer.sourceRanges }}
  loadBalancerSourceRanges:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  selector:
    {{- include "governance.selector" . | nindent 4 }}
  ports:
    {{- range $port, $number := .component.ports }}
    - name: {{ $port }}
      port: {{ ternary 443 (int $number) (eq $port "https") }}
      targetPort: {{ $port }}
      appProtocol: {{ get (dict "http" "http" "grpc" "kubernetes.io/h2c" "https" "https") $port }}
    {{- end }}
{{- end }}

{{/* Without an address of its own: the name leads to every pod that is ready. HTTP/2 keeps one connection for all calls, so whoever calls balances calls by itself (Hosting/Addresses.cs). */}}
{{- define "governance.replicas" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ printf "%s-replicas" .name | quote }}
  labels:
    {{- include "governance.labels" . | nindent 4 }}
spec:
  clusterIP: None
  selector:
    {{- include "governance.selector" . | nindent 4 }}
  ports:
    {{- range $port, $number := .component.ports }}
    - name: {{ $port }}
      port: {{ int $number }}
      targetPort: {{ $port }}
      appProtocol: {{ get (dict "http" "http" "grpc" "kubernetes.io/h2c") $port }}
    {{- end }}
{{- end }}

{{- define "governance.probe" -}}
httpGet:
  path: {{ .path }}
  port: {{ ternary "https" "http" (hasKey .component.ports "https") }}
  scheme: {{ ternary "HTTPS" "HTTP" (hasKey .component.ports "https") }}
{{- end }}

{{- define "governance.image" -}}
{{- $digest := get .root.Values.image.digests .name }}
{{- printf "%s/%s:%s%s" (required "image.registry: where are the images?" .root.Values.image.registry) .name (include "governance.tag" .root) (ternary (printf "@%s" $digest) "" (ne $digest "")) | quote }}
{{- end }}

{{/* Whether it narrows what partners' clients may do: whoever answers rpcs. */}}
{{- define "governance.readsClients" -}}
{{- if and (has "tokens" .component.uses) .component.ports.grpc .root.Values.clients.secretName }}true{{ end }}
{{- end }}

{{- define "governance.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if and .component.database (include "governance.postgres" .root | fromYaml).caSecret }}
- {name: postgres-ca, mountPath: /etc/governance/postgres, readOnly: true}
{{- end }}
{{- if has "certificate" .component.uses }}
- {name: tls, mountPath: /etc/governance/tls, readOnly: true}
{{- end }}
{{- if include "governance.readsClients" . }}
- {name: clients, mountPath: /etc/governance/clients, readOnly: true}
{{- end }}
{{- end }}

{{- define "governance.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- if .component.database }}
{{- with include "governance.postgres" .root | fromYaml }}
{{- if .caSecret }}
- name: postgres-ca
  # The one entry: the operator's Secret holds the authority's private key as well.
  secret: {secretName: {{ .caSecret | quote }}, defaultMode: 0440, items: [{key: {{ .caKey | quote }}, path: ca.crt}]}
{{- end }}
{{- end }}
{{- end }}
{{- if has "certificate" .component.uses }}
- name: tls
  secret: {secretName: {{ .root.Values.certificate.secretName | quote }}, defaultMode: 0440}
{{- end }}
{{- if include "governance.readsClients" . }}
- name: clients
  secret: {secretName: {{ .root.Values.clients.secretName | quote }}, defaultMode: 0440, items: [{key: {{ .root.Values.clients.key | quote }}, path: clients.json}]}
{{- end }}
{{- end }}

{{- define "governance.deployment" -}}
{{- $drain := .component.drain -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "governance.metadata" . | nindent 2 }}
spec:
  {{- if not .component.autoscaling.enabled }}
  replicas: {{ .component.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  # So long until every gateway has looked up a new pod: only then may the last old one go.
  minReadySeconds: 12
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  selector:
    matchLabels:
      {{- include "governance.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "governance.podLabels" . | nindent 8 }}
      annotations:
        kubectl.kubernetes.io/default-container: {{ .name | quote }}
        checksum/config: {{ include "governance.settings" . | sha256sum | quote }}
        checksum/secrets: {{ printf "%s %s" .root.Values.secrets.revision (include "governance.secretSettings" .) | sha256sum | quote }}
        {{- with .component.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ .name | quote }}
      {{- include "governance.pod" . | nindent 6 }}
      {{- include "governance.placement" . | nindent 6 }}
      # Until no node sends anything new, until balancers have noticed, until what is in flight is answered, and some more.
      terminationGracePeriodSeconds: {{ add (int $drain.preStop) (int $drain.delay) (int $drain.inFlight) 7 }}
      containers:
        - name: {{ .name | quote }}
          image: {{ include "governance.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          ports:
            {{- range $port, $number := .component.ports }}
            - {name: {{ $port }}, containerPort: {{ int $number }}}
            {{- end }}
          envFrom:
            - configMapRef: {name: {{ .name | quote }}}
          env:
            {{- include "governance.podEnv" . | nindent 12 }}
            {{- include "governance.secretSettings" . | trim | nindent 12 }}
          # Three questions. Has it started (two minutes for it)? Should calls come? Is it beyond help? The last asks for nothing but an answer: a database that is
          # away is no reason to restart whoever waits for it.
          startupProbe:
            {{- include "governance.probe" (merge (dict "path" "/health/live") .) | nindent 12 }}
            periodSeconds: 2
            timeoutSeconds: 2
            failureThreshold: 60
          readinessProbe:
            {{- include "governance.probe" (merge (dict "path" "/health/ready") .) | nindent 12 }}
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 2
          livenessProbe:
            {{- include "governance.probe" (merge (dict "path" "/health/live") .) | nindent 12 }}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          lifecycle:
            preStop:
              sleep: {seconds: {{ int $drain.preStop }}}
          resources:
            {{- toYaml .component.resources | nindent 12 }}
          securityContext:
            {{- include "governance.containerSecurity" . | nindent 12 }}
          volumeMounts:
            {{- include "governance.mounts" . | nindent 12 }}
      volumes:
        {{- include "governance.volumes" . | nindent 8 }}
{{- end }}

{{- define "governance.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "governance.metadata" . | nindent 2 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .name | quote }}}
  minReplicas: {{ .component.autoscaling.min }}
  maxReplicas: {{ .component.autoscaling.max }}
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: {{ .component.autoscaling.cpu }}}}
  behavior:
    # Watch streams that are sent away come back at once: better a replica too many for ten minutes.
    scaleDown: {stabilizationWindowSeconds: 600}
{{- end }}

{{/* KEDA makes a HorizontalPodAutoscaler of its own out of it: never both. */}}
{{- define "governance.scaledObject" -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  {{- include "governance.metadata" . | nindent 2 }}
  annotations:
    # The autoscaler that was there before `queues` was enabled becomes KEDA's, instead of keeping it from being made.
    scaledobject.keda.sh/transfer-hpa-ownership: "true"
    # Helm takes the old one away a moment later; then KEDA makes it anew.
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .name | quote }}}
  minReplicaCount: {{ .component.autoscaling.min }}
  maxReplicaCount: {{ .component.autoscaling.max }}
  advanced:
    horizontalPodAutoscalerConfig:
      name: {{ .name | quote }}
      behavior:
        scaleDown: {stabilizationWindowSeconds: 600}
  triggers:
    - type: cpu
      metricType: Utilization
      metadata: {value: {{ .component.autoscaling.cpu | toString | quote }}}
    # The same sum that the alert GovernanceQueueGrowing watches. Without an answer of Prometheus CPU decides alone.
    - type: prometheus
      metricType: AverageValue
      metadata:
        serverAddress: {{ required "telemetry.prometheus: where does KEDA ask for the length of queues?" .root.Values.telemetry.prometheus | quote }}
        query: {{ printf `sum(max by (queue) (rabbitmq_detailed_queue_messages{namespace="%s",queue=~"governance[.]%s[.].*",queue!~".*(_error|[.]events)"}))` .root.Release.Namespace .name | quote }}
        threshold: {{ .component.autoscaling.queues.perReplica | int64 | toString | quote }}
{{- end }}

{{- define "governance.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "governance.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ .component.maxUnavailable }}
  # A pod that is not ready protects nobody and must not hold up a drain.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "governance.selector" . | nindent 6 }}
{{- end }}

{{/* A step (migration, import) of a component, named as in the AppHost: grid-migrate. `weight` is its place. */}}
{{- define "governance.step" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ printf "%s-%s" .name .step.name | quote }}
  labels:
    {{- include "governance.labels" (dict "root" .root "name" "steps") | nindent 4 }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: {{ .weight | quote }}
    # It stays until the next one, so that its log can be read.
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  # After 10, 20, 40 and 80 seconds.
  backoffLimit: 4
  activeDeadlineSeconds: {{ int64 .root.Values.steps.deadline }}
  template:
    metadata:
      labels:
        {{- include "governance.podLabels" (dict "root" .root "name" "steps") | nindent 8 }}
    spec:
      serviceAccountName: steps
      {{- include "governance.pod" . | nindent 6 }}
      restartPolicy: Never
      containers:
        - name: {{ .step.name | quote }}
          image: {{ include "governance.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: {{ toJson .step.args }}
          env:
            # In the Job itself: the ConfigMap that the pods read is not there yet, or still the last version's.
            {{- range $name, $value := omit (include "governance.settings" . | fromYaml) "OTEL_EXPORTER_OTLP_ENDPOINT" "OTEL_METRIC_EXPORT_INTERVAL" }}
            - name: {{ $name }}
              value: {{ include "governance.text" $value | quote }}
            {{- end }}
            {{- include "governance.secretSettings" . | trim | nindent 12 }}
          resources:
            {{- toYaml .root.Values.steps.resources | nindent 12 }}
          securityContext:
            {{- include "governance.containerSecurity" . | nindent 12 }}
          volumeMounts:
            {{- include "governance.mounts" . | nindent 12 }}
      volumes:
        {{- include "governance.volumes" . | nindent 8 }}
{{- end }}
