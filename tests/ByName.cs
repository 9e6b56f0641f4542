using Xunit.Sdk;
using Xunit.v3;

// xUnit's own orders follow a hash of the assembly's path: a fault that shows in one order would show on one machine and hide on the next.
[assembly: TestCaseOrderer(typeof(Governance.Tests.ByName))]
[assembly: TestMethodOrderer(typeof(Governance.Tests.ByName))]
[assembly: TestClassOrderer(typeof(Governance.Tests.ByName))]
[assembly: TestCollectionOrderer(typeof(Governance.Tests.ByName))]

namespace Governance.Tests;

/// <summary>Collections, classes, methods and cases go by their names, in every folder and on every machine alike.</summary>
internal sealed class ByName : ITestCaseOrderer, ITestMethodOrderer, ITestClassOrderer, ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases) where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(t => t.TestCaseDisplayName, StringComparer.Ordinal)];

    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods) where TTestMethod : notnull, ITestMethod => [.. testMethods.OrderBy(t => t?.MethodName, StringComparer.Ordinal)];

    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses) where TTestClass : notnull, ITestClass => [.. testClasses.OrderBy(t => t?.TestClassName, StringComparer.Ordinal)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection => [.. testCollections.OrderBy(t => t.TestCollectionDisplayName, StringComparer.Ordinal)];
}
