using Xunit.Sdk;
using Xunit.v3;

// xUnit's own order follows a hash of the assembly's path: a fault that shows in one order would show on one machine and hide on the next.
[assembly: TestCaseOrderer(typeof(Governance.Tests.ByName))]
[assembly: TestCollectionOrderer(typeof(Governance.Tests.ByName))]

namespace Governance.Tests;

/// <summary>Tests go by their names, in every folder and on every machine alike.</summary>
internal sealed class ByName : ITestCaseOrderer, ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases) where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(t => t.TestCaseDisplayName, StringComparer.Ordinal)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection => [.. testCollections.OrderBy(t => t.TestCollectionDisplayName, StringComparer.Ordinal)];
}
