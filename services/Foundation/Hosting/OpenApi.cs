using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi.Models;

namespace Governance.Hosting;

/// <summary>OpenAPI out of the proto: routes from google.api.http, texts from the proto's comments.</summary>
internal static class OpenApi
{
    public static void AddGovernanceOpenApi(this IHostApplicationBuilder builder, string name)
    {
        builder.Services.AddGrpcSwagger();
        builder.Services.AddSwaggerGen(o =>
        {
            o.SwaggerDoc("v1", new OpenApiInfo { Title = $"governance {name}", Version = "v1" });
            o.AddSecurityDefinition("oidc", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
            o.AddSecurityRequirement(new OpenApiSecurityRequirement
            {
                [new OpenApiSecurityScheme { Reference = new OpenApiReference { Type = ReferenceType.SecurityScheme, Id = "oidc" } }] = [],
            });
            var comments = Path.Combine(AppContext.BaseDirectory, "Governance.Contracts.xml");
            if (!File.Exists(comments)) return;
            o.IncludeXmlComments(comments);
            o.IncludeGrpcXmlComments(comments, includeControllerXmlComments: true);
        });
    }

    public static void MapGovernanceOpenApi(this WebApplication app) =>
        app.MapSwagger("/openapi/{documentName}.json").AllowAnonymous();
}
