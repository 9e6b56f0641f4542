using Governance.Hosting;
using Governance.Volunteers.Records;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class RecordsRpc : Wire.Records.RecordsBase
{
    public override Task<Wire.ServiceRecord> EnterRecord(Wire.EnterRecordRequest request, ServerCallContext context) => context.Slice<EnterRecord>().Handle(request, context.CancellationToken);
    public override Task<Wire.CorrectRecordResponse> CorrectRecord(Wire.CorrectRecordRequest request, ServerCallContext context) => context.Slice<CorrectRecord>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRecordsResponse> ListRecords(Wire.ListRecordsRequest request, ServerCallContext context) => context.Slice<ListRecords>().Handle(request, context.CancellationToken);
    public override Task ReadRecordsFile(Wire.ReadRecordsFileRequest request, IServerStreamWriter<Wire.ReadRecordsFileResponse> pieces, ServerCallContext context) => context.Slice<ReadRecordsFile>().Handle(request, pieces, context.CancellationToken);
    public override Task<Wire.GetServiceFiguresResponse> GetServiceFigures(Wire.GetServiceFiguresRequest request, ServerCallContext context) => context.Slice<GetServiceFigures>().Handle(request, context.CancellationToken);
    public override Task<Wire.Certificate> IssueCertificate(Wire.IssueCertificateRequest request, ServerCallContext context) => context.Slice<IssueCertificate>().Handle(request, context.CancellationToken);
    public override Task<Wire.PrintCertificateResponse> PrintCertificate(Wire.PrintCertificateRequest request, ServerCallContext context) => context.Slice<PrintCertificate>().Handle(request, context.CancellationToken);
    public override Task<Wire.VerifyCertificateResponse> VerifyCertificate(Wire.VerifyCertificateRequest request, ServerCallContext context) => context.Slice<VerifyCertificate>().Handle(request, context.CancellationToken);
    public override Task<Wire.Certificate> WithdrawCertificate(Wire.WithdrawCertificateRequest request, ServerCallContext context) => context.Slice<WithdrawCertificate>().Handle(request, context.CancellationToken);
}
