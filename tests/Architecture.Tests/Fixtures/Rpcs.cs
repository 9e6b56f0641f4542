// A server for governance.grid.v1.Calendar that breaks rule 3 in every way.
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.ArchitectureTests.Fixtures.Rpcs
{
    internal sealed class CalendarRpc : Wire.Calendar.CalendarBase
    {
        public override Task<Wire.ListCalendarDaysResponse> ListCalendarDays(Wire.ListCalendarDaysRequest request, ServerCallContext context) =>
            Task.FromResult(new Wire.ListCalendarDaysResponse());
    }

    internal sealed class ImportCalendar
    {
        public Task Handle() => Task.CompletedTask;
    }

    internal sealed class NobodyAsksForMe
    {
        public Task Handle() => Task.CompletedTask;
    }

    internal class OpenSlice
    {
        public Task Handle() => Task.CompletedTask;
    }
}

namespace Governance.ArchitectureTests.Fixtures.Rpcs.Other
{
    internal sealed class ImportCalendar
    {
        public Task Handle() => Task.CompletedTask;
    }
}
