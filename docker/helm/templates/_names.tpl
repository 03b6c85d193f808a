{{- define "messagerie.name" -}}
{{ printf "%s-%s" .Release.Name "messagerie" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "messagerie.selector" -}}
app.kubernetes.io/name: messagerie
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "messagerie.labels" -}}
{{ include "messagerie.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "messagerie.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "messagerie.user" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "messagerie.rights" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}
