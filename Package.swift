// swift-tools-version: 6.2
import PackageDescription

/// Rings, inner to outer: C < Domain < Platform < Adapters < Application. The folder says which ring a target lives in,
/// the list says what it may import; `scripts/check` builds with the import check on.
func library(
    _ ring: String, _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(ring)/\(name)", resources: resources)
}

func cLibrary(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
        path: "Tests/\(name)Tests", resources: resources)
}

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let sqlite = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let httpServer: [Target.Dependency] = [
    .product(name: "HummingbirdCore", package: "hummingbird"), .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"), lifecycle, log,
]

var targets: [Target] = [
    cLibrary("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    cLibrary("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
    cLibrary("CGMime", pkgConfig: "gmime-3.0", apt: "libgmime-3.0-dev"),
    cLibrary("CXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    cLibrary("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev"),
    cLibrary("CYTNEF", pkgConfig: "libytnef", apt: "libytnef0-dev"),

    library("Domain", "Mail"),
    library("Domain", "Tracking", ["Mail"]),
    library("Domain", "Intake", ["Mail", "Tracking"]),

    library("Platform", "Threading"),
    library("Platform", "Observability", [log]),
    library("Platform", "Transport", ["CCurl", "Threading", "Observability"]),
    library("Platform", "Signing", ["COpenSSL"]),
    library("Platform", "MIME", ["CGMime", "CYTNEF", "Mail", "Threading"]),
    library("Platform", "Text", ["CXML2", "CPCRE2", "Intake"]),

    library("Adapters", "GoogleAuthorization", ["Signing", "Transport", "Observability", "Threading", log]),
    library(
        "Adapters", "Gmail",
        ["Mail", "Transport", "GoogleAuthorization", "Observability", "Signing", "Threading", log]),
    library("Adapters", "IMAP", ["Mail", "Transport", "Threading", "Observability"]),
    library("Adapters", "EmbeddedTracker", ["Mail", "Tracking", "Signing", sqlite, yaml]),
    library(
        "Adapters", "Handlers",
        ["Mail", "Intake", "Tracking", "Observability", subprocess]),
    library("Adapters", "SMTP", ["Mail", "Transport"]),
    library("Adapters", "SQLiteLedger", ["Mail", sqlite]),

    library("Application", "Worker", ["Mail", "Observability", log]),
    library(
        "Application", "Commands",
        [
            "Mail", "Tracking", "Intake", "Threading", "Observability", "Transport", "Signing", "MIME", "Text",
            "GoogleAuthorization", "Gmail", "IMAP", "SMTP", "EmbeddedTracker", "Handlers", "SQLiteLedger", "Worker",
            yaml,
            arguments, log, lifecycle, signals,
        ]),
    .executableTarget(
        name: "mailworker", dependencies: ["Commands"], path: "Sources/Application/mailworker"),

    .target(
        name: "GmailSandbox", dependencies: ["Signing", "Threading"] + httpServer, path: "Sources/Sandbox/GmailSandbox",
        resources: [.copy("SampleMails")]),
    .executableTarget(
        name: "gmail-sandbox", dependencies: ["GmailSandbox", arguments], path: "Sources/Sandbox/gmail-sandbox"),

    .target(
        name: "TestSupport", dependencies: ["Mail", "Signing", "Threading", "Transport"], path: "Tests/TestSupport"),
    tests("Mail", ["Signing"]),
    tests(
        "Intake", ["Mail", "Tracking", "EmbeddedTracker", "Handlers", "MIME", "Signing", "Text"],
        resources: [.copy("Corpus")]),
    tests("Threading"),
    tests("Observability", [log]),
    tests("Transport", ["Observability", "Signing", "Threading"]),
    tests("Signing"),
    tests("MIME", ["Mail", "Signing"], resources: [.copy("Mails"), .copy("Outlines")]),
    tests("Text", ["Intake"]),
    tests("GoogleAuthorization", ["Signing", "Threading", "Transport", "Observability", log]),
    tests("Gmail", ["Mail", "Signing", "Threading", "Transport", "GoogleAuthorization", "Observability", log]),
    tests("IMAP", ["Mail", "Signing", "Threading", "Transport", "Observability"]),
    tests("EmbeddedTracker", ["Mail", "Tracking", "Signing", sqlite]),
    tests("Handlers", ["Mail", "Threading", "Intake", "Tracking", "EmbeddedTracker", "MIME", "Text", "Observability"]),
    tests("SMTP", ["Mail", "Observability", "Transport"]),
    tests("SQLiteLedger", ["Mail", sqlite]),
    tests("Worker", ["Mail", "SQLiteLedger", "Threading", log]),
    tests("Commands", ["Mail", "Observability", "Worker", arguments]),
    tests("GmailSandbox", ["Signing"]),
    .testTarget(
        name: "EndToEndTests",
        dependencies: [
            "TestSupport", "GmailSandbox", "Mail", "Signing", "Worker", "mailworker", "gmail-sandbox", subprocess,
        ],
        path: "Tests/EndToEndTests"),
]

for target in targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    // Warnings are errors in our own checks only: a newer compiler's new warning must not stop an installation.
    if Context.environment["MAILWORKER_STRICT"] == "1" {
        target.swiftSettings?.append(.treatAllWarnings(as: .error))
    }
}

let package = Package(
    name: "mailworker",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "mailworker", targets: ["mailworker"]),
        .executable(name: "gmail-sandbox", targets: ["gmail-sandbox"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        // What Hummingbird's server is made of: the port it listens on, closing a connection.
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    ],
    targets: targets
)
