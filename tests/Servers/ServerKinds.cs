namespace Governance.Servers;

[Flags]
public enum ServerKinds
{
    None = 0,
    Postgres = 1,
    Redis = 2,
    RabbitMq = 4,
    All = Postgres | Redis | RabbitMq,
}
