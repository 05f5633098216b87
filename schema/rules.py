"""The rules between fields in our own words, found by the form of a rule or by what its CRD says."""

import re

# Forms that many rules have: T is a value, f and g are fields, t is the field that decides.
FORMS = [
    (r"self\.(?P<t>\w+) == '(?P<T>\w+)' \? has\(self\.(?P<f>\w+)\) : !has\(self\.(?P=f)\)",
     "`{f}` goes with `{t}: {T}`: write both or neither."),
    (r"self\.(?P<t>\w+) == '(?P<T>\w+)' \? has\(self\.(?P<f>\w+)\) : true", "`{t}: {T}` needs `{f}`."),
    (r"has\(self\.(?P<f>\w+)\) \? self\.(?P<t>\w+) == '(?P<T>\w+)' : true", "`{f}` is for `{t}: {T}` alone."),
    (r"!\(has\(self\.(?P<f>\w+)\) && self\.(?P<t>\w+) != '(?P<T>\w+)'\)", "`{f}` is for `{t}: {T}` alone."),
    (r"!\(!has\(self\.(?P<f>\w+)\) && self\.(?P<t>\w+) == '(?P<T>\w+)'\)", "`{t}: {T}` needs `{f}`."),
    (r"!\(?has\(self\.(?P<f>\w+)\) && has\(self\.(?P<g>\w+)\)\)", "`{f}` and `{g}` exclude each other."),
    (r"!has\(self\.(?P<f>\w+)\) \|\| !has\(self\.(?P<g>\w+)\)", "`{f}` and `{g}` exclude each other."),
    (r"self\.filter\(f, f\.type == '(?P<T>\w+)'\)\.size\(\) <= 1", "a filter of type `{T}` can stand here once only."),
    (r"!\('\*' in self && self\.size\(\) > 1\)", "`*` stands for all, so nothing else can stand beside it."),
    (r"\(self\.type in \['Exact', ?'PathPrefix'\]\) \? !self\.value\.contains\('(?P<T>[^']+)'\) : true",
     "a path can't contain `{T}`."),
    (r"\(self\.type in \['Exact', ?'PathPrefix'\]\) \? !self\.value\.endsWith\('(?P<T>[^']+)'\) : true",
     "a path can't end with `{T}`."),
]

ONLY = "`type: {0}` goes with `{1}` and no other credentials."
TARGET = "its targets can be {0}."

WORDS = {
    # AIGatewayRoute, AIServiceBackend
    "only Gateway is supported": "a parent can only be a Gateway.",
    "rule name must be unique within the route": "two rules have the same name.",
    "rule name route-not-found is reserved": ("the name `route-not-found` is taken by the gateway.", "name"),
    "cannot mix InferencePool and AIServiceBackend references in the same rule":
        ("a rule has AIServiceBackends or an InferencePool, not both.", "backendRefs"),
    "only one InferencePool backend is allowed per rule": ("a rule can have one InferencePool only.", "backendRefs"),
    "group and kind must be specified together": ("write `group` and `kind` together, or neither for an AIServiceBackend.", "kind"),
    "only InferencePool from inference.networking.k8s.io group is supported":
        ("besides AIServiceBackends (without `group` and `kind`) it can only be an InferencePool of `inference.networking.k8s.io`.", "kind"),
    "backendRequest timeout cannot be longer than request timeout": ("`backendRequest` can't be longer than `request`.", "backendRequest"),
    "BackendRef must be a Backend resource of Envoy Gateway. See https://github.com/envoyproxy/ai-gateway/issues/902 for more details.":
        ("it must be a Backend: write `kind: Backend` and `group: gateway.envoyproxy.io`.", "kind"),
    "Must have port for Service reference": ("a Service needs its `port`.", "name"),
    # BackendSecurityPolicy
    "When type is APIKey, only apiKey field should be set": (ONLY.format("APIKey", "apiKey"), "type"),
    "When type is AWSCredentials, only awsCredentials field should be set": (ONLY.format("AWSCredentials", "awsCredentials"), "type"),
    "When type is AzureAPIKey, only azureAPIKey field should be set": (ONLY.format("AzureAPIKey", "azureAPIKey"), "type"),
    "When type is AzureCredentials, only azureCredentials field should be set": (ONLY.format("AzureCredentials", "azureCredentials"), "type"),
    "When type is GCPCredentials, only gcpCredentials field should be set": (ONLY.format("GCPCredentials", "gcpCredentials"), "type"),
    "When type is AnthropicAPIKey, only anthropicAPIKey field should be set": (ONLY.format("AnthropicAPIKey", "anthropicAPIKey"), "type"),
    "only one of clientID or clientIDRef must be set": "write either `clientID` or `clientIDRef`.",
    "forwardAccessToken cannot be true when forwardIDToken.header is Authorization":
        ("the access token and the ID token can't both go into the Authorization header.", "forwardAccessToken"),
    "BackendRefs must be used, backendRef is not supported.": ("write `backendRefs` in place of `backendRef`.", "backendRef"),
    "Retry timeout is not supported.": ("a timeout of each retry can't be set here.", "backendSettings"),
    "HTTPStatusCodes is not supported.": ("retries by status can't be set here.", "backendSettings"),
    "Exactly one of clientSecretRef or oidcExchangeToken must be specified": "write either `clientSecretRef` or `oidcExchangeToken`.",
    "Exactly one of GCPWorkloadIdentityFederationConfig or GCPCredentialsFile must be specified":
        "write either `credentialsFile` or `workloadIdentityFederationConfig`.",
    "At most one of credentialsFile or workloadIdentityFederationConfig may be specified":
        "`credentialsFile` and `workloadIdentityFederationConfig` exclude each other.",
    "targetRefs must reference AIServiceBackend or InferencePool resources": TARGET.format("AIServiceBackends or InferencePools, with their groups"),
    "targetRefs must reference AIServiceBackend resources": TARGET.format("AIServiceBackends of `aigateway.envoyproxy.io` alone"),
    # GatewayConfig
    "Image must include a tag and allowed characters only (e.g., 'repo:tag').": "an image is written as `repository:tag`.",
    "ImageRepository must contain only allowed characters and must not include a tag.": "a repository has no tag and no spaces.",
    # MCPRoute
    "all backendRefs names must be unique": "two backendRefs have the same name.",
    "exactly one of secretRef or inline must be set": "write either `secretRef` or `inline`.",
    "at least one of include, includeRegex, exclude, or excludeRegex must be specified":
        "it selects nothing: write `include`, `includeRegex`, `exclude` or `excludeRegex`.",
    "oauth must be configured when any authorization rule uses a jwt source": ("rules with a `jwt` source need `oauth`.", "authorization"),
    "either scopes or claims must be specified": "write `scopes` or `claims`.",
    "'scope' claim name is reserved for OAuth scopes": "the claim `scope` is what `scopes` are for.",
    "one of grpc or http must be specified": "write `grpc` or `http`.",
    "only one of grpc or http can be specified": "write either `grpc` or `http`.",
    "Exactly one of value or valueRef must be set with correct type.": "`type: Value` goes with `value`, `type: ValueRef` with `valueRef`.",
    "Only a reference to an object of kind ConfigMap or Secret belonging to default v1 API group is supported.":
        ("it can be a ConfigMap or a Secret.", "kind"),
    "backendRef or backendRefs needs to be set": "write `backendRefs`.",
    "BackendRefs only supports Service, ServiceImport, and Backend kind.": ("backends here are Services, ServiceImports or Backends.", "backendRefs"),
    "BackendRefs only supports Core, multicluster.x-k8s.io, and gateway.envoyproxy.io groups.":
        ("backends here are of the core group, `multicluster.x-k8s.io` or `gateway.envoyproxy.io`.", "backendRefs"),
    "either remoteJWKS or localJWKS must be specified.": "write `remoteJWKS` or `localJWKS`.",
    "Exactly one of inline or valueRef must be set with correct type.": "`type: Inline` goes with `inline`, `type: ValueRef` with `valueRef`.",
    # QuotaPolicy
    "at least one of headers, methods, path, sourceCIDR or queryParams must be specified":
        "it selects nothing: write `headers`, `methods`, `path`, `sourceCIDR` or `queryParams`.",
    # Backend
    "DynamicResolver type cannot have endpoints specified": ("`type: DynamicResolver` finds its endpoints itself: leave `endpoints` out.", "endpoints"),
    "DynamicResolver type cannot use autoSNIFromEndpointHostname": ("`autoSNIFromEndpointHostname` needs `endpoints`.", "tls"),
    "when autoSNIFromEndpointHostname is enabled, IP and Unix endpoints must define a hostname":
        ("with `autoSNIFromEndpointHostname` every endpoint needs a `hostname`.", "endpoints"),
    "fqdn addresses cannot be mixed with other address types": "endpoints with `fqdn` and others can't be mixed.",
    "one of fqdn, ip or unix must be specified": "an endpoint has `fqdn`, `ip` or `unix`.",
    "only one of fqdn, ip or unix can be specified": "an endpoint has only one of `fqdn`, `ip` and `unix`.",
    "unix domain socket path must not exceed 108 characters": "the path of a Unix socket has at most 108 characters.",
    "must not contain both CACertificateRefs and WellKnownCACertificates": "`caCertificateRefs` and `wellKnownCACertificates` exclude each other.",
    "must not contain either CACertificateRefs or WellKnownCACertificates when InsecureSkipVerify is enabled":
        ("without verification there is nothing to trust: remove `insecureSkipVerify`, or what is to be trusted.", "insecureSkipVerify"),
    "sni and autoSNIFromEndpointHostname are mutually exclusive": "`sni` and `autoSNIFromEndpointHostname` exclude each other.",
    "setting ciphers has no effect if the minimum possible TLS version is 1.3": ("`ciphers` have no effect from TLS 1.3 on.", "ciphers"),
    "minVersion must be smaller or equal to maxVersion": ("`minVersion` is above `maxVersion`.", "minVersion"),
    # policies of Envoy Gateway
    "either targetRef or targetRefs must be used": "it needs `targetRefs` (or `targetSelectors`).",
    "this policy can only have a targetRef.group of gateway.networking.k8s.io": (TARGET.format("of group `gateway.networking.k8s.io`"), "targetRef"),
    "this policy can only have a targetRefs[*].group of gateway.networking.k8s.io": (TARGET.format("of group `gateway.networking.k8s.io`"), "targetRefs"),
    "this policy can only have a targetRef.kind of Gateway/ListenerSet/HTTPRoute/GRPCRoute/TCPRoute/UDPRoute/TLSRoute":
        (TARGET.format("a Gateway, a ListenerSet or a route"), "targetRef"),
    "this policy can only have a targetRefs[*].kind of Gateway/ListenerSet/HTTPRoute/GRPCRoute/TCPRoute/UDPRoute/TLSRoute":
        (TARGET.format("Gateways, ListenerSets or routes"), "targetRefs"),
    "this policy can only have a targetRef.kind of Gateway/ListenerSet/HTTPRoute/GRPCRoute/TCPRoute":
        (TARGET.format("a Gateway, a ListenerSet, an HTTPRoute, a GRPCRoute or a TCPRoute"), "targetRef"),
    "this policy can only have a targetRefs[*].kind of Gateway/ListenerSet/HTTPRoute/GRPCRoute/TCPRoute":
        (TARGET.format("Gateways, ListenerSets, HTTPRoutes, GRPCRoutes or TCPRoutes"), "targetRefs"),
    "this policy can only have a targetRef.kind of Gateway or ListenerSet": (TARGET.format("a Gateway or a ListenerSet"), "targetRef"),
    "this policy can only have a targetRefs[*].kind of Gateway or ListenerSet": (TARGET.format("Gateways or ListenerSets"), "targetRefs"),
    "mergeType can only be used with xRoute targets": ("`mergeType` is for policies that target routes.", "mergeType"),
    "requestBuffer cannot be used together with httpUpgrade": "`requestBuffer` and `httpUpgrade` exclude each other.",
    "admissionControl can only be used with HTTPRoute, GRPCRoute, Gateway, or ListenerSet targets":
        ("`admissionControl` is for HTTPRoutes, GRPCRoutes, Gateways and ListenerSets.", "admissionControl"),
    "minSuccessRate must be between 1 and 100": ("`minSuccessRate` is 1 to 100.", "minSuccessRate"),
    "maxRejectionPercent must be between 0 and 100": ("`maxRejectionPercent` is 0 to 100.", "maxRejectionPercent"),
    "samplingWindow must be at least 1s": ("`samplingWindow` is at least one second.", "samplingWindow"),
    "at least one of request or response must be specified": "write `request` or `response`.",
    "Delay and abort faults are set at least one.": "write `delay` or `abort`.",
    "httpStatus and grpcStatus cannot be simultaneously defined.": "`httpStatus` and `grpcStatus` exclude each other.",
    "httpStatus and grpcStatus are set at least one.": "write `httpStatus` or `grpcStatus`.",
    "a failure type and a success type must both be specified together": "every failed type needs its success type and the other way round.",
    "The requestBody field can only be set when method is POST or PUT.": ("a `requestBody` needs the method POST or PUT.", "requestBody"),
    "The connect configuration is only allowed when the type is CONNECT.": ("`connect` is for `type: CONNECT` alone.", "connect"),
    "predictivePercent in preconnect policy only works with RoundRobin or Random load balancers":
        ("`preconnect.predictivePercent` needs a load balancer of type RoundRobin or Random.", "connection"),
    "numerator must be less than or equal to denominator": ("`numerator` can't be above `denominator`.", "numerator"),
    "The grpc field can only be set if the Health Checker type is GRPC.": ("`grpc` is for `type: GRPC` alone.", "grpc"),
    "timeout must be less than interval": ("`timeout` must be shorter than `interval`.", "timeout"),
    "Currently SlowStart is only supported for RoundRobin, LeastRequest, and BackendUtilization load balancers.":
        ("`slowStart` is for RoundRobin, LeastRequest and BackendUtilization.", "slowStart"),
    "PreferLocal zone-aware routing is not supported for ConsistentHash load balancers. Use weightedZones instead.":
        ("ConsistentHash knows no `preferLocal`; it knows `weightedZones`.", "zoneAware"),
    "PreferLocal zone-aware routing is not currently supported for BackendUtilization load balancers. Only WeightedZones can be used with BackendUtilization.":
        ("BackendUtilization knows no `preferLocal`; it knows `weightedZones`.", "zoneAware"),
    "ZoneAware routing is not supported for DynamicModule load balancers.": ("`type: DynamicModule` knows no zones.", "zoneAware"),
    "ZoneAware PreferLocal and WeightedZones cannot be specified together.": ("`preferLocal` and `weightedZones` exclude each other.", "zoneAware"),
    "EndpointOverride is not supported for DynamicModule load balancers.": ("`type: DynamicModule` knows no `endpointOverride`.", "endpointOverride"),
    "reportingPeriod must be greater than 0": "the period must be longer than zero.",
    "Replace is not a valid MergeType for BackendTrafficPolicySpec": "this policy can't be merged by Replace.",
    "Replace is not a valid MergeType for SecurityPolicy": "this policy can't be merged by Replace.",
    "only one of number or metadata can be specified": "`number` and `metadata` exclude each other.",
    "response cost is not supported for Local Rate Limits": "local limits can't count what a response costs.",
    "limit fromMetadata is not supported for Local Rate Limits": "local limits can't take their limit from metadata.",
    "exactly one of response or redirect must be specified": "write either `response` or `redirect`.",
    "at least one of statusCodes or responseHeaders must be specified": "write `statusCodes` or `responseHeaders`.",
    "value must be set for type Value": "`type: Value` needs `value`.",
    "range must be set for type Range": "`type: Range` needs `range`.",
    "end must be greater than start": ("`end` must be above `start`.", "end"),
    "only ReplaceFullPath is supported for path.type": ("a redirect here knows `ReplaceFullPath` alone.", "type"),
    "inline must be set for type Inline": "`type: Inline` needs `inline`.",
    "valueRef must be set for type ValueRef": "`type: ValueRef` needs `valueRef`.",
    "only ConfigMap is supported for ValueRef": ("it can only be a ConfigMap.", "valueRef"),
    "Remove is not supported for header in CustomResponse": ("headers of a response of one's own can't be removed.", "remove"),
    "header.remove is not supported for DirectResponse": ("headers of a response of one's own can't be removed.", "remove"),
    "group must be gateway.networking.k8s.io": ("the group can only be `gateway.networking.k8s.io`.", "group"),
    "selector must be specified when from is Selector": ("`from: Selector` goes with `selector`: write both or neither.", "from"),
    "exactly one of xForwardedFor, customHeader, or directSourceIP must be set": "write one of `xForwardedFor`, `customHeader` and `directSourceIP`.",
    "only one of numTrustedHops or trustedCIDRs must be set": "write either `numTrustedHops` or `trustedCIDRs`.",
    "closeDelay can only be configured when value is set": ("`closeDelay` needs `value`.", "closeDelay"),
    "certDetailsToAdd can only be set when mode is AppendForward or SanitizeSet": ("`certDetailsToAdd` needs the mode AppendForward or SanitizeSet.", "certDetailsToAdd"),
    "allowExpiredCertificate can only be set when mode is VerifyIfGiven or RequireAndVerify":
        ("`allowExpiredCertificate` needs the mode VerifyIfGiven or RequireAndVerify.", "allowExpiredCertificate"),
    # EnvoyProxy
    "mergeGateways and mergeBackends cannot both be enabled": "`mergeGateways` and `mergeBackends` exclude each other.",
    "provided bootstrap patch doesn't match the configured patch type": "`type: JSONPatch` goes with `jsonPatches`, the others with `value`.",
    "If type is Remote, remote field needs to be set.": "`type: Remote` needs `remote`.",
    "If type is Local, local field needs to be set.": "`type: Local` needs `local`.",
    "If type is Remote, local field must not be set.": ("`local` is for `type: Local` alone.", "local"),
    "one of before or after must be specified": "write `before` or `after`.",
    "only one of before or after can be specified": "`before` and `after` exclude each other.",
    "maxMind must be set when type is MaxMind": "`type: MaxMind` needs `maxMind`.",
    "at least one MaxMind database source must be specified": "it names no database.",
    "strictValidation can only be set when validationType is Strict": ("`strictValidation` needs `validationType: Strict`.", "strictValidation"),
    "allowedEnvVars entries must not be blank or whitespace-only": "an entry is blank.",
    "allowedPaths entries must not be blank or whitespace-only": "an entry is blank.",
    "allowedPaths entries must not be the filesystem root": "the root of the file system can't be allowed.",
    "only one of envoyDeployment or envoyDaemonSet can be specified": "`envoyDeployment` and `envoyDaemonSet` exclude each other.",
    "cannot use envoyHpa if envoyDaemonSet is used": "`envoyHpa` and `envoyDaemonSet` exclude each other.",
    "maxReplicas cannot be less than minReplicas": ("`maxReplicas` can't be below `minReplicas`.", "maxReplicas"),
    "maxReplicas must be greater than 0": "it must be at least 1.",
    "minReplicas must be greater than 0": "it must be at least 1.",
    "only one of minAvailable or maxUnavailable can be specified": "`minAvailable` and `maxUnavailable` exclude each other.",
    "allocateLoadBalancerNodePorts can only be set for LoadBalancer type": ("`allocateLoadBalancerNodePorts` is for `type: LoadBalancer` alone.", "allocateLoadBalancerNodePorts"),
    "loadBalancerSourceRanges can only be set for LoadBalancer type": ("`loadBalancerSourceRanges` is for `type: LoadBalancer` alone.", "loadBalancerSourceRanges"),
    "loadBalancerIP can only be set for LoadBalancer type": ("`loadBalancerIP` is for `type: LoadBalancer` alone.", "loadBalancerIP"),
    "loadBalancerIP must be a valid IPv4 address": "it must be an IPv4 address.",
    "If AccessLogFormat type is Text, text field needs to be set.": "`type: Text` needs `text`.",
    "If AccessLogFormat type is Text, json field must not be set.": ("`json` is for `type: JSON` alone.", "json"),
    "If AccessLogFormat type is JSON, json field needs to be set.": "`type: JSON` needs `json`.",
    "If AccessLogFormat type is JSON, text field must not be set.": ("`text` is for `type: Text` alone.", "text"),
    "If AccessLogFormat type is unset, at least one of text or json must be set.": "without a `type` write `text` or `json`.",
    "The http field may only be set when type is HTTP.": ("`http` is for `type: HTTP` alone.", "http"),
    "must have at least one backend in backendRefs": "it needs a backend in `backendRefs`.",
    "BackendRefs only support Service and Backend kind.": ("backends here are Services or Backends.", "backendRefs"),
    "BackendRefs only support Core and gateway.envoyproxy.io group.": ("backends here are of the core group or `gateway.envoyproxy.io`.", "backendRefs"),
    "host or backendRefs needs to be set": "write `backendRefs` (or `host`).",
    "openTelemetry can only be used with type OpenTelemetry": ("`openTelemetry` is for `type: OpenTelemetry` alone.", "openTelemetry"),
    "samplingPercentage can only be set with TraceIdRatio or ParentBasedTraceIdRatio":
        ("`samplingPercentage` is for the types TraceIdRatio and ParentBasedTraceIdRatio.", "samplingPercentage"),
    "serviceName cannot be empty if provided": "it is empty.",
    # HTTPRouteFilter, SecurityPolicy
    "if authorization.rules.principal.jwt is used, jwt must be defined": ("rules with a `jwt` principal need `jwt`.", "authorization"),
    "exactly one of headers, params, or cookies must be specified": "write one of `headers`, `params` and `cookies`.",
    "at least one of principal or cel must be specified": "write `principal` or `cel`.",
    "at least one of methods or path must be specified": "write `methods` or `path`.",
    "at least one of clientCIDRs, jwt, headers, or clientIPGeoLocations must be specified":
        "it names nobody: write `clientCIDRs`, `jwt`, `headers` or `clientIPGeoLocations`.",
    "at least one of country, region, city, asn, isp, or anonymous must be specified":
        "write `country`, `region`, `city`, `asn`, `isp` or `anonymous`.",
    "at least one of isAnonymous, isVPN, isHosting, isTor, or isProxy must be specified":
        "write `isAnonymous`, `isVPN`, `isHosting`, `isTor` or `isProxy`.",
    "at least one of claims or scopes must be specified": "write `claims` or `scopes`.",
    "claimToHeaders must be specified if recomputeRoute is enabled.": ("`recomputeRoute` needs `claimToHeaders`.", "recomputeRoute"),
    "header cannot be the Host header": "it can't be the Host header.",
    # Gateway API
    "sectionName must be specified when targetRefs includes 2 or more references to the same target": "two entries name the same target: tell them apart by `sectionName`.",
    "sectionName must be unique when targetRefs includes 2 or more references to the same target": "two entries name the same section of the same target.",
    "must specify either CACertificateRefs or WellKnownCACertificates":
        "it trusts nobody: write `wellKnownCACertificates: System` or `caCertificateRefs`.",
    "SubjectAltName element must contain Hostname, if Type is set to Hostname": "`type: Hostname` needs `hostname`.",
    "SubjectAltName element must not contain Hostname, if Type is not set to Hostname": ("`hostname` is for `type: Hostname` alone.", "hostname"),
    "SubjectAltName element must contain URI, if Type is set to URI": "`type: URI` needs `uri`.",
    "SubjectAltName element must not contain URI, if Type is not set to URI": ("`uri` is for `type: URI` alone.", "uri"),
    "address value must be an IP address": ("it is no IP address.", "value"),
    "IPAddress values must be unique": "an IP address stands twice.",
    "Hostname values must be unique": "a hostname stands twice.",
    r"Hostname value must be empty or contain only valid characters (matching ^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)":
        ("it is no lower-case hostname.", "value"),
    "Annotation keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.":
        "a key is `name` or `prefix/name`; the name has at most 63 letters, digits, `-`, `_` and `.`.",
    "If specified, the annotation key's prefix must be a DNS subdomain not longer than 253 characters in total.": "the prefix of a key has at most 252 characters.",
    "Label keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.":
        "a key is `name` or `prefix/name`; the name has at most 63 letters, digits, `-`, `_` and `.`.",
    "If specified, the label key's prefix must be a DNS subdomain not longer than 253 characters in total.": "the prefix of a key has at most 252 characters.",
    "tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']": "`tls` is for the protocols HTTPS and TLS.",
    "tls mode must be Terminate for protocol HTTPS": "with `protocol: HTTPS` the mode of `tls` is Terminate.",
    "tls mode must be set for protocol TLS": "`protocol: TLS` needs `tls.mode`.",
    "hostname must not be specified for protocols ['TCP', 'UDP']": "TCP and UDP know no `hostname`.",
    "Listener name must be unique within the Gateway": "two listeners have the same name.",
    "Combination of port, protocol and hostname must be unique for each listener": "two listeners have the same port, protocol and hostname.",
    "certificateRefs or options must be specified when mode is Terminate": "to end TLS a listener needs `certificateRefs`.",
    "Port for TLS configuration must be unique within the Gateway": "a port stands twice.",
    "sectionName or port must be specified when parentRefs includes 2 or more references to the same parent":
        "two entries name the same parent: tell them apart by `sectionName` or `port`.",
    "sectionName or port must be unique when parentRefs includes 2 or more references to the same parent": "two entries name the same section of the same parent.",
    "While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128":
        "a route can have 128 matches in all its rules together.",
    "Rule name must be unique within the route": "two rules have the same name.",
    "RequestRedirect filter must not be used together with backendRefs": ("a rule that redirects has no backends.", "backendRefs"),
    "When using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified": ("`replacePrefixMatch` needs one match, by PathPrefix.", "filters"),
    "When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified": ("`replacePrefixMatch` needs one match, by PathPrefix.", "filters"),
    "Within backendRefs, when using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified": ("`replacePrefixMatch` needs one match, by PathPrefix.", "backendRefs"),
    "Within backendRefs, When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified": ("`replacePrefixMatch` needs one match, by PathPrefix.", "backendRefs"),
    "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both": "a redirect and a rewrite exclude each other.",
    "value must be an absolute path and start with '/' when type one of ['Exact', 'PathPrefix']": ("a path begins with `/`.", "value"),
    "type must be one of ['Exact', 'PathPrefix', 'RegularExpression']": ("a path is matched by Exact, PathPrefix or RegularExpression.", "type"),
    "must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', 'PathPrefix']":
        ("other characters of a path are written as `%` and two hexadecimal digits.", "value"),
    "AbsoluteTimeout must be specified when cookie lifetimeType is Permanent": "a permanent cookie needs `absoluteTimeout`.",
    "cookieConfig can only be set with type Cookie": ("`cookieConfig` is for `type: Cookie` alone.", "cookieConfig"),
}


def words(crd):
    """What a rule says to the user, and the field that it is best shown at ("" for the whole)."""
    says = WORDS.get(crd.get("message", ""))
    if says is not None:
        return says if isinstance(says, tuple) else (says, "")
    rule = " ".join(crd["rule"].split())
    for form, sentence in FORMS:
        found = re.fullmatch(form, rule)
        if found:
            return sentence.format(**found.groupdict()), found.groupdict().get("f", "")
    raise SystemExit(f"no words yet for {crd['message']!r}: {rule}")
