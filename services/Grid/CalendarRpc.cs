using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Calendar;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class CalendarRpc : Wire.Calendar.CalendarBase
{
    public override Task<Wire.ListCalendarDaysResponse> ListCalendarDays(Wire.ListCalendarDaysRequest request, ServerCallContext context) => context.Slice<ListCalendarDays>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCalendarDaysResponse> ImportCalendar(Wire.ImportCalendarRequest request, ServerCallContext context) => context.Slice<ImportCalendar>().Handle(request, context.CancellationToken);
}
